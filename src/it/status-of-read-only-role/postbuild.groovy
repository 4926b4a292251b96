context.it.assertUntouched()
assert context.it.log() =~ /schema public: version 113, 90 settings: 20 keyed provider:name \(2 without a name\), 0 keyed by uuid/
