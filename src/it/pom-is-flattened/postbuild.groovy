import groovy.xml.XmlSlurper

def version = new XmlSlurper().parse(new File(basedir, 'pom.xml')).build.plugins.plugin.version.text()
def folder = new File(localRepositoryPath, "dev/phoenixkit/phoenixkit-maven-plugin/$version")
def file = new File(folder, "phoenixkit-maven-plugin-${version}.pom")
def pom = new XmlSlurper().parse(file)

assert pom.children()*.name() as Set == [
        'modelVersion', 'groupId', 'artifactId', 'version', 'packaging', 'name', 'description', 'url',
        'licenses', 'developers', 'prerequisites', 'scm', 'issueManagement', 'dependencies'] as Set
assert !file.text.contains('${')
assert pom.packaging.text() == 'maven-plugin'
assert pom.prerequisites.maven.text() == '3.6.3'
assert pom.licenses.license.name.text() == 'Apache-2.0'
assert pom.scm.connection.text().startsWith('scm:git:https://')
assert pom.developers.developer.size() > 0

def dependencies = pom.dependencies.dependency
assert dependencies*.scope*.text() as Set == ['compile', 'provided'] as Set
assert dependencies.findAll { it.scope.text() == 'compile' }*.artifactId*.text() as Set ==
        ['postgresql', 'jackson-databind', 'jackson-core', 'jackson-annotations'] as Set
assert dependencies.find { it.artifactId.text() == 'postgresql' }
        .exclusions.exclusion.artifactId.text() == 'checker-qual'

// The plugin works with it.
assert new File(basedir, 'build.log').text.contains('phoenixkit:v114-up')
