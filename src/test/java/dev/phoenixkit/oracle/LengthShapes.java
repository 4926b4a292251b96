package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** V114 connections whose keys end at the limit of 255 characters, most of them outside the basic plane. */
record LengthShapes(SeededRandom random, Connections connections) {
    private static final int AROUND_NAME = "integration:x:".length();

    List<Shape> all() {
        return List.of(
                () -> plain(254, RowKind.EMOJI_KEY_254),
                () -> plain(255, RowKind.EMOJI_KEY_255),
                () -> plain(256, RowKind.EMOJI_KEY_256),
                () -> suffixed(255, random.oneOf(8, 12, 36), RowKind.SUFFIXED_KEY_255),
                () -> suffixed(256, random.oneOf(8, 12, 36), RowKind.SUFFIXED_KEY_256));
    }

    private List<RandomRow> plain(int keyLength, RowKind kind) {
        String name = random.emoji(keyLength - AROUND_NAME);
        return List.of(connections.of(random.uuid(), "x", name).is(kind).done());
    }

    /** The later of two has to take the suffix of this length, shorter ones being held, and its key gets this long. */
    private List<RandomRow> suffixed(int keyLength, int suffix, RowKind kind) {
        String name = random.emoji(keyLength - suffix - 1 - AROUND_NAME);
        UUID loser = random.uuid();
        List<Draft> drafts = new ArrayList<>();
        drafts.add(connections.of(random.uuid(), "x", name).added(random.earlyDate()));
        drafts.add(connections.of(loser, "x", name).added(random.lateDate()).is(kind));
        for (int shorter : List.of(8, 12)) {
            if (shorter < suffix) {
                drafts.add(connections.straggler(random.uuid(), "x", CollisionShapes.suffixed(name, loser, shorter)));
            }
        }
        return Connections.done(drafts);
    }
}
