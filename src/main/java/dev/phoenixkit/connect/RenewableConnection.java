package dev.phoenixkit.connect;

import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/** A connection that stands for another one as soon as it is opened anew; all else is the driver's. */
final class RenewableConnection implements InvocationHandler, Transaction.Session {
    /** The time from which on a query is worth preparing. */
    private static final int THIRD = 3;

    private final Supplier<Connection> opener;
    private final Connection self;
    private final Map<String, Integer> made = new HashMap<>();
    private final Map<String, String> prepared = new HashMap<>();
    private Connection current;

    private RenewableConnection(Supplier<Connection> opener) {
        this.opener = opener;
        current = opener.get();
        Class<?>[] types = {Connection.class, Transaction.Session.class};
        self = (Connection) Proxy.newProxyInstance(types[1].getClassLoader(), types, this);
    }

    /** Opens the first. */
    static Connection of(Supplier<Connection> opener) {
        return new RenewableConnection(opener).self;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(method.getDeclaringClass() == Transaction.Session.class ? this : current, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void renew() throws SQLException {
        Connector.close(current);
        current = opener.get();
        for (Map.Entry<String, String> statement : prepared.entrySet()) {
            prepare(statement.getKey(), statement.getValue());
        }
    }

    @Override
    public Optional<String> execute(String name, String query, String argument) throws SQLException {
        if (made.merge(name, 1, Integer::sum) == THIRD && isOurs()) {
            prepare(name, query);
            prepared.put(name, query);
        }
        return prepared.containsKey(name)
                ? Optional.of("EXECUTE " + name + "('" + driver().escapeLiteral(argument) + "')")
                : Optional.empty();
    }

    /** A pooler tells its clients another process than the server's (PostgreSQL manual, 54.2.1). */
    private boolean isOurs() throws SQLException {
        StatementPipeline pipeline = new StatementPipeline().command(Transaction.readOnly(self));
        Supplier<Integer> process = pipeline.query("SELECT pg_backend_pid()", row -> {
            row.next();
            return row.getInt(1);
        });
        Transaction.read(self, pipeline);
        return process.get() == driver().getBackendPID();
    }

    private void prepare(String name, String query) throws SQLException {
        StatementPipeline pipeline = new StatementPipeline().command(Transaction.readOnly(self));
        pipeline.update("PREPARE " + name + " AS " + query);
        Transaction.read(self, pipeline);
    }

    private PGConnection driver() throws SQLException {
        return current.unwrap(PGConnection.class);
    }
}
