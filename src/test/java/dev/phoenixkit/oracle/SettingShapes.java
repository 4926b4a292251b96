package dev.phoenixkit.oracle;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Rows that neither direction may touch, whatever they look like. */
final class SettingShapes {
    private final SeededRandom dice;
    private final RandomTexts texts;
    private final RandomUuids uuids;

    SettingShapes(SeededRandom dice) {
        this.dice = dice;
        texts = new RandomTexts(dice);
        uuids = new RandomUuids(dice);
    }

    /** An ordinary setting, with a plain or a structured value. */
    List<RandomRow> ordinary() {
        String key =
                dice.oneOf("site_name", "billing.currency", "oauth:google:", "ai_", "integrations", "%") + texts.word();
        String module = dice.oneOf(null, null, "ai", "billing", "shop", "system", "integrations");
        Draft draft = new Draft(dice, uuids.any(), key).module(module).is(RowKind.ORDINARY_SETTING);
        if (dice.chance(50)) {
            RandomField text = RandomField.text(texts.name());
            String json = dice.chance(50)
                    ? RandomBody.object(dice, text, text).json()
                    : RandomBody.withoutMembers(dice).json();
            draft.body(new RandomBody(json, Set.of()));
        }
        return List.of(draft.done());
    }

    /** A prefix in another case; keys are case-sensitive. */
    List<RandomRow> otherCase() {
        String prefix =
                dice.oneOf("Integration:", "INTEGRATION:", "integratioN:", "\u0130ntegration:", "\u0131ntegration:");
        return List.of(untouched(uuids.any(), prefix + texts.provider() + ":" + texts.word())
                .is(RowKind.KEY_OTHER_CASE)
                .done());
    }

    /** Something close to the prefix. */
    List<RandomRow> lookalike() {
        String prefix = dice.oneOf(
                "integrationx:", " integration:", "integration ", "integration", "integration;", "x\nintegration:");
        return List.of(untouched(uuids.any(), prefix + texts.word() + ":" + texts.name())
                .is(RowKind.KEY_LOOKALIKE)
                .done());
    }

    /** An uppercase uuid as key: text, and so another one. */
    List<RandomRow> uppercaseUuid() {
        UUID uuid = uuids.any();
        return List.of(untouched(uuid, uuid.toString().toUpperCase(Locale.ROOT))
                .is(RowKind.KEY_UUID_UPPERCASE)
                .done());
    }

    /** The row's uuid as PostgreSQL reads it too, but does not print it. */
    List<RandomRow> otherSpelling() {
        UUID uuid = uuids.any();
        String key = dice.oneOf(uuid.toString().replace("-", ""), "{" + uuid + "}", uuid + " ", "\t" + uuid);
        return List.of(untouched(uuid, key).is(RowKind.KEY_UUID_OTHER_SPELLING).done());
    }

    /** A row in the V114 shape, of another module. */
    List<RandomRow> ownUuidOfOtherModule() {
        UUID uuid = uuids.any();
        return List.of(untouched(uuid, uuid.toString())
                .module(dice.oneOf(null, "ai", "Integrations", "integrations "))
                .is(RowKind.OTHER_MODULE_OWN_UUID, RowKind.KEY_IS_OWN_UUID)
                .done());
    }

    /** An integration in the V114 shape, as an original run that died leaves it in a V113 table. */
    List<RandomRow> ownUuid() {
        UUID uuid = uuids.any();
        return List.of(untouched(uuid, uuid.toString())
                .module("integrations")
                .is(RowKind.KEY_IS_OWN_UUID)
                .done());
    }

    /** Two integrations, each under the other's uuid. */
    List<RandomRow> swappedUuids() {
        UUID one = uuids.any();
        UUID two = uuids.any();
        return List.of(
                untouched(one, two.toString()).is(RowKind.KEY_IS_ANOTHERS_UUID).done(),
                untouched(two, one.toString()).is(RowKind.KEY_IS_ANOTHERS_UUID).done());
    }

    /** A row of any module with a body that would do for an integration. */
    Draft untouched(UUID uuid, String key) {
        RandomField provider = RandomField.text(texts.provider());
        RandomField name = RandomField.text(texts.name());
        return new Draft(dice, uuid, key)
                .module(dice.oneOf("integrations", "integrations", null, "system"))
                .body(RandomBody.object(dice, provider, name));
    }
}
