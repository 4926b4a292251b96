package dev.phoenixkit.oracle;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Rows that neither direction may touch, whatever they look like. */
record SettingShapes(SeededRandom random) {

    /** An ordinary setting, with a plain or a structured value. */
    List<RandomRow> ordinary() {
        String key = random.oneOf("site_name", "billing.currency", "oauth:google:", "ai_", "integrations", "%")
                + random.word();
        String module = random.oneOf(null, null, "ai", "billing", "shop", "system", "integrations");
        Draft draft = new Draft(random, random.uuid(), key).module(module).is(RowKind.ORDINARY_SETTING);
        if (random.chance(50)) {
            RandomField text = RandomField.text(random.name());
            String json = random.chance(50)
                    ? RandomBody.object(random, text, text).json()
                    : RandomBody.withoutMembers(random).json();
            draft.body(new RandomBody(json, Set.of()));
        }
        return List.of(draft.done());
    }

    /** A prefix in another case; keys are case-sensitive. */
    List<RandomRow> otherCase() {
        String prefix =
                random.oneOf("Integration:", "INTEGRATION:", "integratioN:", "\u0130ntegration:", "\u0131ntegration:");
        return List.of(untouched(random.uuid(), prefix + random.provider() + ":" + random.word())
                .is(RowKind.KEY_OTHER_CASE)
                .done());
    }

    /** Something close to the prefix. */
    List<RandomRow> lookalike() {
        String prefix = random.oneOf(
                "integrationx:", " integration:", "integration ", "integration", "integration;", "x\nintegration:");
        return List.of(untouched(random.uuid(), prefix + random.word() + ":" + random.name())
                .is(RowKind.KEY_LOOKALIKE)
                .done());
    }

    /** An uppercase uuid as key: text, and so another one. */
    List<RandomRow> uppercaseUuid() {
        UUID uuid = random.uuid();
        return List.of(untouched(uuid, uuid.toString().toUpperCase(Locale.ROOT))
                .is(RowKind.KEY_UUID_UPPERCASE)
                .done());
    }

    /** The row's uuid as PostgreSQL reads it too, but does not print it. */
    List<RandomRow> otherSpelling() {
        UUID uuid = random.uuid();
        String key = random.oneOf(uuid.toString().replace("-", ""), "{" + uuid + "}", uuid + " ", "\t" + uuid);
        return List.of(untouched(uuid, key).is(RowKind.KEY_UUID_OTHER_SPELLING).done());
    }

    /** A row in the V114 shape, of another module. */
    List<RandomRow> ownUuidOfOtherModule() {
        UUID uuid = random.uuid();
        return List.of(untouched(uuid, uuid.toString())
                .module(random.oneOf(null, "ai", "Integrations", "integrations "))
                .is(RowKind.OTHER_MODULE_OWN_UUID, RowKind.KEY_IS_OWN_UUID)
                .done());
    }

    /** An integration in the V114 shape, as an original run that died leaves it in a V113 table. */
    List<RandomRow> ownUuid() {
        UUID uuid = random.uuid();
        return List.of(untouched(uuid, uuid.toString())
                .module("integrations")
                .is(RowKind.KEY_IS_OWN_UUID)
                .done());
    }

    /** Two integrations, each under the other's uuid. */
    List<RandomRow> swappedUuids() {
        UUID one = random.uuid();
        UUID two = random.uuid();
        return List.of(
                untouched(one, two.toString()).is(RowKind.KEY_IS_ANOTHERS_UUID).done(),
                untouched(two, one.toString()).is(RowKind.KEY_IS_ANOTHERS_UUID).done());
    }

    /** A row of any module with a body that would do for an integration. */
    Draft untouched(UUID uuid, String key) {
        RandomField provider = RandomField.text(random.provider());
        RandomField name = RandomField.text(random.name());
        return new Draft(random, uuid, key)
                .module(random.oneOf("integrations", "integrations", null, "system"))
                .body(RandomBody.object(random, provider, name));
    }
}
