// Reads vitest's report: what passed, failed and was skipped.

/**
 * Counts of a report of vitest's JSON reporter, as parsed. A file that could not even start, or a run that ended with a failure
 * nobody owns, counts as one failed test: nothing that went wrong counts as none.
 */
export function countTests(report, exitCode) {
  const broken = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
