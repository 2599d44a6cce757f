"""Fuzzing of whatever strangers hand the program: stories, saved games, walkthroughs, kept stories."""
