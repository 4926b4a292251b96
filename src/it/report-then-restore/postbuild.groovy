import groovy.json.JsonSlurper

context.it.assertRestored()
def up = new JsonSlurper().parse(new File(basedir, 'target/up.json'))
def down = new JsonSlurper().parse(new File(basedir, 'target/down.json'))
assert [up.goal, up.outcome, up.counts.changes] == ['v114-up', 'committed', 20]
assert [down.goal, down.outcome, down.counts.notes.RESTORED] == ['v114-down', 'committed', 20]
assert down.restore == new File(basedir, 'target/up.json').absolutePath
assert up.tool.startsWith('phoenixkit-maven-plugin 1.')
