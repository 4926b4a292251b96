context.it.assertUntouched()
def log = context.it.log()
assert context.problems.every { log.contains(it) }: 'every problem row must be named'
