// survey-core with the same questions: `change N TIMES` writes the seconds of one change, `paper N ANSWERS` a document.
const { Model } = require("survey-core");
const { readFileSync } = require("fs");

const PHASES = 5;
const [what, much, third] = process.argv.slice(2);
const each = Math.floor(Number(much) / PHASES);

function survey() {
  const pages = [];
  for (let phase = 0; phase < PHASES; phase++) {
    const elements = [];
    for (let number = phase * each; number < (phase + 1) * each; number++) {
      const name = `p${phase}_q${number}`;
      const rest = number % 2 ? { type: "text", visibleIf: `{p${phase}_q${number - 1}} = true` } : { type: "boolean" };
      elements.push({ name, title: name, ...rest });
    }
    pages.push({ name: `p${phase}`, elements });
  }
  return new Model({ pages });
}

function change(times) {
  const model = survey();
  const answers = {};
  for (const question of model.getAllQuestions()) {
    answers[question.name] = question.getType() === "boolean" ? true : "Det ved de ansatte allerede i dag.";
  }
  model.data = answers;
  const middle = Math.floor(PHASES / 2);
  const name = `p${middle}_q${middle * each + (middle * each % 2)}`;
  const taken = [];
  for (let number = 0; number < times; number++) {
    const begun = process.hrtime.bigint();
    model.setValue(name, number % 2 === 1);
    taken.push(Number(process.hrtime.bigint() - begun) / 1e9);
  }
  taken.sort((one, other) => one - other);
  console.log(taken[Math.floor(taken.length / 2)]);
}

function paper(file) {
  const model = survey();
  model.data = JSON.parse(readFileSync(file, "utf-8"));
  const shown = model.getAllQuestions().filter((question) => question.isVisible && !question.isEmpty());
  console.log(["# Oplæg", ...shown.map((question) => `\n## ${question.name}\n\n${question.displayValue}`)].join("\n"));
}

if (what === "change") change(Number(third));
else paper(third);
