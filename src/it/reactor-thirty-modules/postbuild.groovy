def it = context.it
assert it.database().version('public') == '114'
assert it.database().query("SELECT key FROM phoenix_kit_settings WHERE uuid = '${context.uuid}'") == [context.uuid]
def log = it.log()
assert log.count('version 113 is now 114') == 2: 'each of two builds migrates once'
assert log.count('version 114 is now 113') == 1: 'and one rolls back once'
// Of a parent and thirty modules, one works. A goal that is called directly is not even tried in the others.
assert log.count('done already in this build') == 2 * 30
it.assertNoWarning()
