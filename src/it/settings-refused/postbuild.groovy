def connected = { context[it].withCloseable { try { it.accept().close(); true } catch (SocketTimeoutException e) { false } } }
assert !connected('refused')
assert connected('control')

def log = new File(basedir, 'build.log').getText('UTF-8')
def errors = log.readLines().findAll { it.contains('Failed to execute goal') }
context.faults.each { name, says ->
  assert errors.any { it.contains("on project $name: ") && it.contains(says) }: name
}
[
  'Expected: true or false. Found: yes, from the user property phoenixkit.dryRun',
  'Expected: phoenixkit.dryRun. Found: phoenixkit.dry-run, on the command line',
  'Expected: true or false. Found: 1, from the user property phoenixkit.skip',
  'Expected: fail or skip. Found: nothing, from the user property phoenixkit.onProblem',
  'Found: "public", from the POM\'s configuration, and "tenant", from the user property phoenixkit.prefix',
  'Expected: phoenixkit.lockTimeout. Found: phoenixkit.lock_timeout, among the properties of Maven\'s JVM',
  'Expected: phoenixkit.dryRun. Found: phoenixkit.dryrun, among the project\'s properties',
].each { says ->
  assert errors.any { it.contains('on project settings-refused: ') && it.contains(says) }: says
}
assert log.count('[WARNING] The command line gives phoenixkit.own, which is no parameter of this plugin.') == 1
