/** 200 texts that are scripts where a page takes text for markup. Each would set `window.wasRun`. */

const RUN = 'window.wasRun=1';
const BREAKS = ['', '"', "'", '</p>', '-->', ']]>', '</title>', '</textarea>', '{{', '`'];
const BODIES = [
  `<script>${RUN}</script>`,
  `<img src=x onerror=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<a href="javascript:${RUN}">x</a>`,
  `<body onload=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<math><mtext><img src=x onerror=${RUN}></mtext></math>`,
  `<template><img src=x onerror=${RUN}></template>`,
  `<object data="javascript:${RUN}"></object>`,
  `<meta http-equiv=refresh content="0;javascript:${RUN}">`,
  `<link rel=stylesheet href="javascript:${RUN}">`,
  `<style>@import 'javascript:${RUN}'</style>`,
  `javascript:${RUN}`,
  `\${${RUN}}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
];

export const HOSTILE_TEXTS: readonly string[] = BREAKS.flatMap((start) =>
  BODIES.map((body) => `${start}${body}`),
);
