// Where each fault stands, what it is, and what is said of it.
def faults = [
    flag       : [PLUGIN: '<dryRun>yes</dryRun>', says: 'Expected: true or false. Found: yes, from the POM'],
    number     : [PLUGIN: '<connectTimeout>10s</connectTimeout>', says: 'Expected: a whole number of seconds, 1 to 3600. Found: 10s,'],
    enumeration: [EXECUTION: '<onProblem>ignore</onProblem>', says: 'Expected: fail or skip. Found: ignore,'],
    empty      : [PLUGIN: '<dryRun></dryRun>', says: 'Expected: true or false. Found: nothing, from the POM'],
    nothing    : [PLUGIN: '<dryRun>${no.such.property}</dryRun>', says: 'Found: ${no.such.property}, which stands for nothing'],
    plugin     : [PLUGIN: '<dryrun>true</dryrun>', says: 'Next: write <dryRun> if that is meant'],
    execution  : [EXECUTION: '<dry-run>true</dry-run>', says: 'Next: write <dryRun> if that is meant'],
    management : [MANAGED: '<prefixx>a</prefixx>', says: 'Next: write <prefix> if that is meant'],
    unknown    : [PLUGIN: '<nonsense>true</nonsense>', says: 'Found: <nonsense>. Next: correct or remove it'],
    property   : [PROPERTIES: '<phoenixkit.dryrun>true</phoenixkit.dryrun>', says: 'Expected: phoenixkit.dryRun. Found: phoenixkit.dryrun, among the project'],
    twice      : [PLUGIN: '<lockTimeout>30</lockTimeout>', says: 'Found: 30, from the POM\'s configuration, and 31, from the user property phoenixkit.lockTimeout'],
    schema     : [PLUGIN: '<prefix>${phoenixkit.prefix}</prefix>', PROPERTIES: '<phoenixkit.url>jdbc:postgresql://127.0.0.1:${port}/shop?currentSchema=a</phoenixkit.url>',
                  says: 'The url names a schema, which only a prefix can do'],
]
context.faults = faults.collectEntries { name, fault -> [name, fault.says] }

def pom = new File(basedir, 'pom.xml')
pom.setText(pom.getText('UTF-8').replace('<modules>', '<modules>' + faults.keySet().collect { "<module>$it</module>" }.join()), 'UTF-8')
faults.each { name, fault ->
  def module = new File(basedir, 'module.xml').getText('UTF-8').replace('MODULE', name)
  ['PROPERTIES', 'MANAGED', 'PLUGIN', 'EXECUTION'].each { module = module.replace(it, fault[it] ?: '') }
  new File(basedir, name).mkdirs()
  new File(new File(basedir, name), 'pom.xml').setText(module, 'UTF-8')
}

// A connection waits to be accepted.
['refused', 'control'].each {
  context[it] = new ServerSocket(0, 10, InetAddress.getByName('127.0.0.1'))
  context[it].soTimeout = 1
  context.userProperties.put(it + '.port', context[it].localPort as String)
}
return true
