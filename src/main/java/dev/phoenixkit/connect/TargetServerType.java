package dev.phoenixkit.connect;

import java.util.Arrays;
import java.util.List;

/** Which servers to take: the values of the driver's option of this name, and of libpq's {@code target_session_attrs}. */
enum TargetServerType {
    ANY("any"),
    PRIMARY("primary", "master", "read-write"),
    SECONDARY("secondary", "slave", "standby", "read-only"),
    PREFER_PRIMARY("preferPrimary"),
    PREFER_SECONDARY("preferSecondary", "preferSlave", "prefer-standby");

    static final List<String> WORDS =
            Arrays.stream(values()).flatMap(type -> type.words.stream()).toList();

    private final List<String> words;

    TargetServerType(String... words) {
        this.words = List.of(words);
    }

    /** What the URL says; if nothing, a standby will do where there is no primary, as it can tell its status. */
    static TargetServerType of(ConnectionSettings settings) {
        String word = settings.option("targetServerType").orElse("preferPrimary");
        return Arrays.stream(values())
                .filter(type -> type.words.contains(word))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a server is taken without asking the next one. */
    boolean wants(boolean standby) {
        return switch (this) {
            case ANY -> true;
            case PRIMARY, PREFER_PRIMARY -> !standby;
            case SECONDARY, PREFER_SECONDARY -> standby;
        };
    }

    /** Whether a server is taken if there is no other. */
    boolean accepts(boolean standby) {
        return this == PREFER_PRIMARY || this == PREFER_SECONDARY || wants(standby);
    }
}
