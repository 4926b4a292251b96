package dev.phoenixkit.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Statements that go to the server together and are answered together: one round trip, which is what a run on few rows
 * spends its time on. The first that fails ends the pipeline, and with it the transaction. What a statement found can be asked
 * once the pipeline has run.
 */
public final class StatementPipeline {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final List<Step<?>> steps = new ArrayList<>();

    /** Reads what a statement found.
     *
     * @param <T> what becomes of it
     */
    public interface Reader<T> {
        /** Reads a query's result. */
        T read(ResultSet rows) throws SQLException;
    }

    private interface Taking<T> {
        T take(PreparedStatement statement) throws SQLException;
    }

    private static final class Step<T> implements Supplier<T> {
        private final Taking<T> taking;
        private T result;

        Step(Taking<T> taking) {
            this.taking = taking;
        }

        void take(PreparedStatement statement) throws SQLException {
            result = taking.take(statement);
        }

        @Override
        public T get() {
            return result;
        }
    }

    /** Adds statements whose success is all that matters, separated by semicolons. */
    public StatementPipeline command(String statements) {
        for (String statement : statements.split("; ")) {
            add(statement, result -> null);
        }
        return this;
    }

    /** Adds an INSERT, UPDATE or DELETE. The answer is how many rows it wrote. */
    public LongSupplier update(String statement, Object... arguments) {
        return add(statement, PreparedStatement::getLargeUpdateCount, arguments)::get;
    }

    /** Adds a query. The answer is what the reader makes of its result. */
    public <T> Supplier<T> query(String statement, Reader<T> reader, Object... arguments) {
        return add(
                statement,
                result -> {
                    try (ResultSet rows = result.getResultSet()) {
                        return reader.read(rows);
                    }
                },
                arguments);
    }

    private <T> Supplier<T> add(String statement, Taking<T> taking, Object... arguments) {
        sql.append(sql.length() == 0 ? "" : ";\n").append(statement);
        parameters.addAll(List.of(arguments));
        Step<T> step = new Step<>(taking);
        steps.add(step);
        return step;
    }

    /**
     * Sends the statements within the current transaction, or a new one, and takes their results in their order.
     *
     * @throws SQLException what the server says of the first that fails, followed by its warnings
     */
    public void run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try {
                statement.execute();
                for (Step<?> step : steps) {
                    step.take(statement);
                    statement.getMoreResults();
                }
            } catch (SQLException e) {
                if (statement.getWarnings() != null) {
                    e.setNextException(statement.getWarnings());
                }
                throw e;
            }
        }
    }
}
