def log = new File(basedir, 'build.log').readLines()
def realm = log.findIndexOf { it.contains('Populating class realm plugin>dev.phoenixkit:phoenixkit-maven-plugin:') }
assert realm >= 0
def included = log.drop(realm + 1).takeWhile { it.contains('Included: ') }.collect { it.split('Included: ')[1].trim() }
def others = included.findAll { !it.startsWith('dev.phoenixkit:') }
// Maven before 3.9 adds this to every plugin that does not bring it along.
others -= 'org.codehaus.plexus:plexus-utils:jar:1.1'
assert included.size() > others.size()

assert others.collect { it.split(':')[0..1].join(':') } as Set == [
        'org.postgresql:postgresql',
        'com.fasterxml.jackson.core:jackson-databind',
        'com.fasterxml.jackson.core:jackson-core',
        'com.fasterxml.jackson.core:jackson-annotations'] as Set

def bytes = others.sum {
    def (group, name, type, version) = it.split(':')
    new File(localRepositoryPath, "${group.replace('.', '/')}/$name/$version/$name-${version}.$type").length()
}
assert bytes > 0 && bytes <= 3_700_000

def own = included.find { it.startsWith('dev.phoenixkit:') }.split(':')
def jar = new File(localRepositoryPath, "dev/phoenixkit/${own[1]}/${own[-1]}/${own[1]}-${own[-1]}.jar")
assert jar.length() > 0 && jar.length() <= 480_000
