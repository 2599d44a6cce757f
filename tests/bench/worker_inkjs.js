// inkjs's answers to the tasks of `rivals`: node worker_inkjs.js PATH_OF_INK_FULL TASK FOLDER, a JSON object out.
// Its load also compiles story.ink and writes story.json, which the other runtimes of ink read.
"use strict";
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const [, , inkPath, task, folder] = process.argv;
const { Compiler, Story } = require(inkPath);
const SOURCE = path.join(folder, "story.ink");
const COMPILED = path.join(folder, "story.json");
const MODULUS = 2 ** 31 - 1;
const FACTOR = 48271;

const now = () => Number(process.hrtime.bigint()) / 1e6;
const load = () => new Story(fs.readFileSync(COMPILED, "utf8").replace(/^\uFEFF/, ""));

function page(story) {
  let text = "";
  while (story.canContinue) text += story.Continue();
  return [text, story.currentChoices.map((choice) => choice.text)];
}

function play(story, draw, choices) {
  for (let each = 0; each < choices; each++) {
    const [, offered] = page(story);
    draw = (draw * FACTOR) % MODULUS;
    story.ChooseChoiceIndex(draw % offered.length);
  }
  return draw;
}

function best(action, runs) {
  let least = Infinity;
  for (let each = 0; each < runs; each++) {
    const begun = now();
    action();
    least = Math.min(least, now() - begun);
  }
  return least;
}

const tasks = {
  load() {
    const begun = now();
    const story = new Compiler(fs.readFileSync(SOURCE, "utf8")).Compile();
    const compiled = story.ToJson();
    page(story);
    const spent = now() - begun;
    fs.writeFileSync(COMPILED, compiled);
    return { source_ms: spent, compiled_ms: best(() => page(load()), 5) };
  },
  digest() {
    const story = load();
    const taken = crypto.createHash("sha256");
    let draw = 1;
    for (let each = 0; each < 2000; each++) {
      const [text, choices] = page(story);
      for (const line of [...text.split("\n"), ...choices]) {
        const words = line.split(/\s+/).filter(Boolean).join(" ");
        if (words) taken.update(words + "\n");
      }
      draw = (draw * FACTOR) % MODULUS;
      story.ChooseChoiceIndex(draw % choices.length);
    }
    return { digest: taken.digest("hex") };
  },
  play() {
    const story = load();
    let draw = play(story, 1, 2000);
    let played = 0;
    const begun = now();
    let spent = 0;
    while ((spent = now() - begun) < 2000) {
      draw = play(story, draw, 200);
      played += 200;
    }
    return { rate: (played / spent) * 1000 };
  },
  save() {
    const story = load();
    play(story, 1, 50);
    page(story);
    const data = story.state.toJson();
    return {
      save_us: best(() => story.state.toJson(), 100) * 1000,
      save_bytes: Buffer.byteLength(data),
      restore_ms: best(() => story.state.LoadJson(data), 100),
    };
  },
  memory() {
    play(load(), 1, 200);
    if (!fs.existsSync("/proc/self/status")) return {};
    const peak = /VmHWM:\s+(\d+)/.exec(fs.readFileSync("/proc/self/status", "ascii"));
    return { memory_mb: Number(peak[1]) / 1024 };
  },
};

console.log(JSON.stringify(tasks[task]()));
