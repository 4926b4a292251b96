context.it.assertUntouched()
assert context.it.log().count('v114-up on ') == 2: 'each module tries'
assert context.it.log().count('done already in this build') == 0
