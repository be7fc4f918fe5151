# Pages of the auditor.
