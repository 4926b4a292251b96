context.it.assertUntouched()
assert context.it.log().contains('Skipped')
