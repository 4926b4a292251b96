package dev.phoenixkit.rows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.UUID;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * A growing array for a statement, kept in PostgreSQL's binary form. The driver itself sends most arrays as text, and to
 * take that apart costs the server a good part of what it spends on a row (docs/performance.md).
 */
final class ArrayParameter {

    /** Dimensions, whether there are nulls, type, length, lower bound: PostgreSQL's array_recv. */
    private static final int HEADER = 5 * Integer.BYTES;

    private static final int NULL_LENGTH = -1;

    private static final int TID = 27;
    private static final int TID_ARRAY = 1010;

    private final int type;
    private final int arrayType;
    private ByteBuffer bytes = ByteBuffer.allocate(1024).position(HEADER);
    private int length;
    private boolean hasNulls;

    private ArrayParameter(int type, int arrayType) {
        this.type = type;
        this.arrayType = arrayType;
    }

    static ArrayParameter ofUuids() {
        return new ArrayParameter(Oid.UUID, Oid.UUID_ARRAY);
    }

    static ArrayParameter ofInts() {
        return new ArrayParameter(Oid.INT4, Oid.INT4_ARRAY);
    }

    static ArrayParameter ofTexts() {
        return new ArrayParameter(Oid.TEXT, Oid.TEXT_ARRAY);
    }

    /** Elements are JSON texts. */
    static ArrayParameter ofJsonb() {
        return new ArrayParameter(Oid.JSONB, Oid.JSONB_ARRAY);
    }

    /** Elements are places in a table, as {@code ctid} is written: {@code (block,item)}. */
    static ArrayParameter ofPlaces() {
        return new ArrayParameter(TID, TID_ARRAY);
    }

    void add(UUID uuid) {
        room(Integer.BYTES + 2 * Long.BYTES);
        bytes.putInt(2 * Long.BYTES).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        length++;
    }

    void add(int number) {
        room(2 * Integer.BYTES);
        bytes.putInt(Integer.BYTES).putInt(number);
        length++;
    }

    /** Adds an element of any other type from its text, or null. */
    void add(String text) {
        if (type == TID) {
            addPlace(text);
            return;
        }
        byte[] encoded = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + 1 + encoded.length);
        if (text == null) {
            bytes.putInt(NULL_LENGTH);
            hasNulls = true;
        } else if (type == Oid.JSONB) {
            bytes.putInt(1 + encoded.length).put((byte) 1).put(encoded);
        } else {
            bytes.putInt(encoded.length).put(encoded);
        }
        length++;
    }

    private void addPlace(String place) {
        int comma = place.indexOf(',');
        room(2 * Integer.BYTES + Short.BYTES);
        bytes.putInt(Integer.BYTES + Short.BYTES)
                .putInt(Integer.parseUnsignedInt(place, 1, comma, 10))
                .putShort((short) Integer.parseInt(place, comma + 1, place.length() - 1, 10));
        length++;
    }

    /** The array for a statement of this connection. */
    Array toArray(Connection connection) throws SQLException {
        bytes.putInt(0, 1)
                .putInt(Integer.BYTES, hasNulls ? 1 : 0)
                .putInt(2 * Integer.BYTES, type)
                .putInt(3 * Integer.BYTES, length)
                .putInt(4 * Integer.BYTES, 1);
        byte[] exact = Arrays.copyOf(bytes.array(), bytes.position());
        BaseConnection driver = connection.unwrap(BaseConnection.class);
        if (type == TID) {
            // The driver does not know this type, and would ask the server twice.
            driver.getTypeInfo().addCoreType("tid", TID, Types.OTHER, String.class.getName(), TID_ARRAY);
        }
        return new PgArray(driver, arrayType, exact);
    }

    private void room(int needed) {
        if (bytes.remaining() < needed) {
            int position = bytes.position();
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), Math.max(2 * bytes.capacity(), position + needed)))
                    .position(position);
        }
    }
}
