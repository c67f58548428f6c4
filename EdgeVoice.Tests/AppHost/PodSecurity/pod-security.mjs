// Pod Security findings of every object in the files that are named on standard input, as JSON lines on standard output:
// an opinion that shares no code with the product. Offline: the plugin that fetches schemas stays off.
import { readFileSync } from "node:fs";
import { createDefaultMonokleValidator } from "@monokle/validation";
import { parseAllDocuments, stringify } from "yaml";

const plugin = "pod-security-standards";
const plugins = { "kubernetes-schema": false, "yaml-syntax": false, "resource-links": false, "open-policy-agent": false, [plugin]: true };

const resources = readFileSync(0, "utf8").split("\n").filter(Boolean).flatMap(read);
const validator = createDefaultMonokleValidator();
await validator.preload({ plugins });
const rules = validator.rules[plugin];
// The rules of the level "restricted" are off unless asked for.
await validator.preload({ plugins, rules: Object.fromEntries(rules.map((rule) => [`${plugin}/${rule.name}`, "err"])) });
const { runs } = await validator.validate({ resources });
// Without rules and resources, no finding would mean nothing.
console.log(JSON.stringify({ rules: rules.length, resources: resources.length }));
for (const result of runs.flatMap((run) => run.results)) {
  const id = result.locations.map((location) => location.physicalLocation.artifactLocation).find((artifact) => artifact.uriBaseId === "RESOURCE").uri;
  const resource = resources.find((candidate) => candidate.id === id);
  console.log(JSON.stringify({ rule: rules.find((rule) => rule.id === result.ruleId).name, kind: resource.kind, namespace: resource.namespace, name: resource.name, file: resource.filePath }));
}

function read(file) {
  return parseAllDocuments(readFileSync(file, "utf8"))
    .map((document) => document.toJS())
    .filter((content) => content?.kind && content?.metadata?.name)
    .map((content, index) => ({
      id: `${file}-${index}`,
      fileId: file,
      filePath: file,
      fileOffset: 0,
      name: content.metadata.name,
      namespace: content.metadata.namespace,
      apiVersion: content.apiVersion,
      kind: content.kind,
      content,
      text: stringify(content),
    }));
}
