import groovy.json.JsonSlurper

def lines = { name -> new File(basedir, name).readLines().collect { new JsonSlurper().parseText(it) } }

context.it.assertRestored()
def up = lines('target/up.jsonl').findAll { !(it.type in ['row', 'finding']) }
def down = lines('target/down.jsonl').findAll { !(it.type in ['row', 'finding']) }
assert up*.type == ['run', 'schema', 'prepared', 'committed', 'run', 'schema', 'read']
assert [up[0].goal, up[3].counts.change, up[4].goal] == ['v114-up', 20, 'v114-status']
assert down*.type == ['run', 'schema', 'prepared', 'committed']
assert [down[0].goal, down[3].counts.RESTORED] == ['v114-down', 20]
assert down[0].restore == new File(basedir, 'target/up.jsonl').absolutePath
assert up[0].tool.startsWith('phoenixkit-maven-plugin 1.')
