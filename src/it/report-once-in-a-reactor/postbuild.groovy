import groovy.json.JsonSlurper

context.it.assertRestored()
assert new File(basedir, 'target').list().sort() == ['built.jsonl', 'relative.jsonl']
// Maven itself may make the folder.
assert ['one', 'two'].every { !new File(basedir, it + '/target').list() }
['target/built.jsonl', 'target/relative.jsonl', 'absolute.jsonl'].each { name ->
    def types = new File(basedir, name).readLines().collect { new JsonSlurper().parseText(it).type } - ['row', 'finding']
    assert types == ['run', 'schema', 'prepared', 'committed', // up
                     'run', 'schema', 'nothingToDo', // up again
                     'run', 'schema', 'prepared', 'committed'] // down
}
assert context.it.log().count('done already in this build') == 18
