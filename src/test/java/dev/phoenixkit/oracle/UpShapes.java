package dev.phoenixkit.oracle;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Rows of a V113 table. */
final class UpShapes {
    private static final String PREFIX = "integration:";

    private final SeededRandom dice;
    private final RandomTexts texts;
    private final RandomUuids uuids;
    private final SettingShapes settings;

    UpShapes(SeededRandom dice) {
        this.dice = dice;
        texts = new RandomTexts(dice);
        uuids = new RandomUuids(dice);
        settings = new SettingShapes(dice);
    }

    /** Shapes of every kind there is. */
    List<Shape> all() {
        return List.of(
                this::named,
                this::named,
                this::v0,
                this::emptyName,
                this::colonInName,
                this::emptyProvider,
                this::barePrefix,
                this::longest,
                this::drifted,
                this::anyMembers,
                this::anyMembers,
                this::noMembers,
                this::uuidHeld,
                this::uuidHeldInUppercase,
                settings::ordinary,
                settings::otherCase,
                settings::lookalike,
                settings::uppercaseUuid,
                settings::ownUuid,
                settings::ownUuidOfOtherModule,
                settings::swappedUuids);
    }

    /** Shapes in which key and body agree, or the body has nothing to say, and no two rows are one connection. */
    List<Shape> agreeing() {
        return List.of(
                () -> agreeing(texts.provider(), texts.name(), ":", RowKind.KEY_NAMED),
                () -> agreeing(texts.provider(), texts.word(), ":", RowKind.KEY_NAMED),
                () -> agreeing(texts.provider(), nameWithColon(), ":", RowKind.KEY_COLON_IN_NAME),
                () -> agreeing("x", texts.emoji(241), ":", RowKind.KEY_OF_255_CHARACTERS),
                () -> agreeing("v0_" + texts.word(), "default", null, RowKind.KEY_V0),
                settings::ordinary,
                settings::otherCase,
                settings::lookalike,
                settings::ownUuidOfOtherModule);
    }

    private List<RandomRow> named() {
        String provider = texts.provider();
        String name = texts.name();
        Draft draft = integration(provider + ":" + name).is(RowKind.KEY_NAMED);
        return one(draft.body(usual(provider, name)));
    }

    private List<RandomRow> v0() {
        String provider = dice.chance(50) ? texts.provider() : texts.word();
        return one(integration(provider).is(RowKind.KEY_V0).body(usual(provider, "default")));
    }

    private List<RandomRow> emptyName() {
        String provider = dice.chance(50) ? texts.provider() : texts.word();
        return one(integration(provider + ":").is(RowKind.KEY_EMPTY_NAME).body(usual(provider, "default")));
    }

    private List<RandomRow> colonInName() {
        String provider = texts.provider();
        String name = nameWithColon();
        return one(
                integration(provider + ":" + name).is(RowKind.KEY_COLON_IN_NAME).body(usual(provider, name)));
    }

    private List<RandomRow> emptyProvider() {
        String name = dice.chance(10) ? "" : dice.chance(20) ? nameWithColon() : texts.name();
        return one(withoutProvider(":" + name, name).is(RowKind.KEY_EMPTY_PROVIDER));
    }

    private List<RandomRow> barePrefix() {
        return one(withoutProvider("", "default").is(RowKind.KEY_BARE_PREFIX));
    }

    private List<RandomRow> longest() {
        String name = dice.chance(50) ? texts.emoji(241) : "n".repeat(235) + texts.emoji(6);
        return one(integration("x:" + name).is(RowKind.KEY_OF_255_CHARACTERS).body(usual("x", name)));
    }

    private List<RandomRow> drifted() {
        boolean name = dice.chance(60);
        RandomField bodyProvider = RandomField.text(name ? "google" : "google" + texts.word());
        RandomField bodyName = RandomField.text(name ? dice.oneOf("foo:default", "Work", " ", texts.word()) : "work");
        return one(integration("google:work" + texts.word())
                .is(name ? RowKind.NAME_DRIFTED : RowKind.PROVIDER_DRIFTED)
                .body(RandomBody.object(dice, bodyProvider, bodyName)));
    }

    private List<RandomRow> anyMembers() {
        RandomBody body = RandomBody.object(dice, RandomField.any(dice, texts), RandomField.any(dice, texts));
        return one(integration(texts.provider() + ":" + texts.word()).body(body));
    }

    private List<RandomRow> noMembers() {
        return one(integration(texts.provider() + ":" + texts.word()).body(RandomBody.withoutMembers(dice)));
    }

    private List<RandomRow> uuidHeld() {
        Draft held = integration(texts.provider() + ":" + texts.word()).is(RowKind.UUID_HELD_AS_KEY);
        Draft holder = settings.untouched(uuids.any(), held.uuid().toString()).is(RowKind.KEY_IS_ANOTHERS_UUID);
        return List.of(held.body(usual("google", "work")).done(), holder.done());
    }

    private List<RandomRow> uuidHeldInUppercase() {
        Draft free = integration(texts.provider() + ":" + texts.word());
        String key = free.uuid().toString().toUpperCase(Locale.ROOT);
        Draft other = settings.untouched(uuids.any(), key).is(RowKind.KEY_UUID_UPPERCASE);
        return List.of(free.body(usual("google", "work")).done(), other.done());
    }

    private List<RandomRow> agreeing(String provider, String name, String colon, RowKind kind) {
        RandomField bodyProvider = dice.chance(80) ? RandomField.text(provider) : RandomField.absent();
        RandomField bodyName = dice.chance(80) ? RandomField.text(name) : RandomField.absent();
        String key = colon == null ? provider : provider + colon + name;
        return one(integration(key).is(kind).body(RandomBody.object(dice, bodyProvider, bodyName)));
    }

    private Draft withoutProvider(String afterPrefix, String name) {
        Draft draft = integration(afterPrefix);
        boolean inBody = dice.chance(50);
        RandomField provider = inBody
                ? RandomField.text(texts.provider())
                : dice.chance(50) ? RandomField.absent() : RandomField.text("");
        return inBody || dice.chance(70)
                ? draft.body(RandomBody.object(dice, provider, RandomField.text(name)))
                        .is(inBody ? RowKind.PROVIDER_DRIFTED : RowKind.NO_PROVIDER_ANYWHERE)
                : draft.body(RandomBody.sqlNull()).is(RowKind.NO_PROVIDER_ANYWHERE);
    }

    private String nameWithColon() {
        return dice.oneOf("a:", ":", "::", "a::", "default:") + texts.word() + dice.oneOf("", ":", ":b", "\n:");
    }

    /** Mostly what an application wrote: the same as the key says. */
    private RandomBody usual(String provider, String name) {
        return switch (dice.between(1, 10)) {
            case 1 -> RandomBody.object(dice, RandomField.any(dice, texts), RandomField.any(dice, texts));
            case 2 -> RandomBody.object(dice, RandomField.text(provider), RandomField.absent());
            case 3 -> RandomBody.object(dice, RandomField.absent(), RandomField.text(name));
            case 4 -> RandomBody.sqlNull();
            case 5 -> RandomBody.emptyObject();
            default -> RandomBody.object(dice, RandomField.text(provider), RandomField.text(name));
        };
    }

    private Draft integration(String afterPrefix) {
        UUID uuid = uuids.any();
        String module = dice.oneOf("integrations", "integrations", "integrations", null, null, "system");
        return new Draft(dice, uuid, PREFIX + afterPrefix).module(module);
    }

    private static List<RandomRow> one(Draft draft) {
        return List.of(draft.done());
    }
}
