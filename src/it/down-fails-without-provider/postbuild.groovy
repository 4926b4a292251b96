context.it.assertUntouched()
assert context.it.log().contains(context.problem): 'the problem row must be named'
