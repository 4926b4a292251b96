package dev.phoenixkit.oracle;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Rows of a V113 table. */
record UpShapes(SeededRandom random, SettingShapes settings) {
    private static final String PREFIX = "integration:";

    UpShapes(SeededRandom random) {
        this(random, new SettingShapes(random));
    }

    /** Shapes of every kind there is. */
    List<Shape> all() {
        return List.of(
                () -> named(random.provider(), random.name(), RowKind.KEY_NAMED),
                () -> named(random.provider(), random.name(), RowKind.KEY_NAMED),
                () -> withoutName("", RowKind.KEY_V0),
                () -> withoutName(":", RowKind.KEY_EMPTY_NAME),
                () -> named(random.provider(), nameWithColon(), RowKind.KEY_COLON_IN_NAME),
                this::emptyProvider,
                () -> one(withoutProvider("", "default").is(RowKind.KEY_BARE_PREFIX)),
                () -> named("x", longName(), RowKind.KEY_OF_255_CHARACTERS),
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
                () -> agreeing(random.provider(), random.name(), ":", RowKind.KEY_NAMED),
                () -> agreeing(random.provider(), random.word(), ":", RowKind.KEY_NAMED),
                () -> agreeing(random.provider(), nameWithColon(), ":", RowKind.KEY_COLON_IN_NAME),
                () -> agreeing("x", random.emoji(241), ":", RowKind.KEY_OF_255_CHARACTERS),
                () -> agreeing("v0_" + random.word(), "default", null, RowKind.KEY_V0),
                settings::ordinary,
                settings::otherCase,
                settings::lookalike,
                settings::ownUuidOfOtherModule);
    }

    private List<RandomRow> named(String provider, String name, RowKind kind) {
        return one(integration(provider + ":" + name).is(kind).body(usual(provider, name)));
    }

    private List<RandomRow> withoutName(String end, RowKind kind) {
        String provider = random.chance(50) ? random.provider() : random.word();
        return one(integration(provider + end).is(kind).body(usual(provider, "default")));
    }

    private String longName() {
        return random.chance(50) ? random.emoji(241) : "n".repeat(235) + random.emoji(6);
    }

    private List<RandomRow> emptyProvider() {
        String name = random.chance(10) ? "" : random.chance(20) ? nameWithColon() : random.name();
        return one(withoutProvider(":" + name, name).is(RowKind.KEY_EMPTY_PROVIDER));
    }

    private List<RandomRow> drifted() {
        boolean name = random.chance(60);
        RandomField bodyProvider = RandomField.text(name ? "google" : "google" + random.word());
        RandomField bodyName =
                RandomField.text(name ? random.oneOf("foo:default", "Work", " ", random.word()) : "work");
        return one(integration("google:work" + random.word())
                .is(name ? RowKind.NAME_DRIFTED : RowKind.PROVIDER_DRIFTED)
                .body(RandomBody.object(random, bodyProvider, bodyName)));
    }

    private List<RandomRow> anyMembers() {
        RandomBody body = RandomBody.object(random, RandomField.any(random), RandomField.any(random));
        return one(integration(random.provider() + ":" + random.word()).body(body));
    }

    private List<RandomRow> noMembers() {
        return one(integration(random.provider() + ":" + random.word()).body(RandomBody.withoutMembers(random)));
    }

    private List<RandomRow> uuidHeld() {
        Draft held = integration(random.provider() + ":" + random.word()).is(RowKind.UUID_HELD_AS_KEY);
        Draft holder = settings.untouched(random.uuid(), held.uuid().toString()).is(RowKind.KEY_IS_ANOTHERS_UUID);
        return List.of(held.body(usual("google", "work")).done(), holder.done());
    }

    private List<RandomRow> uuidHeldInUppercase() {
        Draft free = integration(random.provider() + ":" + random.word());
        String key = free.uuid().toString().toUpperCase(Locale.ROOT);
        Draft other = settings.untouched(random.uuid(), key).is(RowKind.KEY_UUID_UPPERCASE);
        return List.of(free.body(usual("google", "work")).done(), other.done());
    }

    private List<RandomRow> agreeing(String provider, String name, String colon, RowKind kind) {
        RandomField bodyProvider = random.chance(80) ? RandomField.text(provider) : RandomField.absent();
        RandomField bodyName = random.chance(80) ? RandomField.text(name) : RandomField.absent();
        String key = colon == null ? provider : provider + colon + name;
        return one(integration(key).is(kind).body(RandomBody.object(random, bodyProvider, bodyName)));
    }

    private Draft withoutProvider(String afterPrefix, String name) {
        Draft draft = integration(afterPrefix);
        boolean inBody = random.chance(50);
        RandomField provider = inBody
                ? RandomField.text(random.provider())
                : random.chance(50) ? RandomField.absent() : RandomField.text("");
        return inBody || random.chance(70)
                ? draft.body(RandomBody.object(random, provider, RandomField.text(name)))
                        .is(inBody ? RowKind.PROVIDER_DRIFTED : RowKind.NO_PROVIDER_ANYWHERE)
                : draft.body(RandomBody.sqlNull()).is(RowKind.NO_PROVIDER_ANYWHERE);
    }

    private String nameWithColon() {
        return random.oneOf("a:", ":", "::", "a::", "default:") + random.word() + random.oneOf("", ":", ":b", "\n:");
    }

    /** Mostly what an application wrote: the same as the key says. */
    private RandomBody usual(String provider, String name) {
        return switch (random.between(1, 10)) {
            case 1 -> RandomBody.object(random, RandomField.any(random), RandomField.any(random));
            case 2 -> RandomBody.object(random, RandomField.text(provider), RandomField.absent());
            case 3 -> RandomBody.object(random, RandomField.absent(), RandomField.text(name));
            case 4 -> RandomBody.sqlNull();
            case 5 -> RandomBody.emptyObject();
            default -> RandomBody.object(random, RandomField.text(provider), RandomField.text(name));
        };
    }

    private Draft integration(String afterPrefix) {
        UUID uuid = random.uuid();
        String module = random.oneOf("integrations", "integrations", "integrations", null, null, "system");
        return new Draft(random, uuid, PREFIX + afterPrefix).module(module);
    }

    private static List<RandomRow> one(Draft draft) {
        return List.of(draft.done());
    }
}
