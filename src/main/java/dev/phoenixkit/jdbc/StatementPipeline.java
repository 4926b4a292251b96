package dev.phoenixkit.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that go to the server together and are answered together: one round trip, which is what a run on few rows
 * spends its time on. The first that fails ends the exchange, and with it the transaction.
 */
public final class StatementPipeline {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();

    /** Takes the result of a statement, which the JDBC statement stands at. */
    private interface Answer {
        void take(PreparedStatement statement) throws SQLException;
    }

    /** Reads the rows of a query. */
    public interface Reading {
        void read(ResultSet rows) throws SQLException;
    }

    /** Hears how many rows an update wrote. */
    public interface Counting {
        void count(long rows);
    }

    /** Adds a statement whose success is all that matters. */
    public StatementPipeline command(String statement) {
        return add(statement, result -> {});
    }

    /** Adds an INSERT, UPDATE or DELETE. */
    public StatementPipeline update(String statement, Counting counting, Object... arguments) {
        return add(statement, result -> counting.count(result.getLargeUpdateCount()), arguments);
    }

    /** Adds a query. */
    public StatementPipeline query(String statement, Reading reading, Object... arguments) {
        return add(
                statement,
                result -> {
                    try (ResultSet rows = result.getResultSet()) {
                        reading.read(rows);
                    }
                },
                arguments);
    }

    private StatementPipeline add(String statement, Answer answer, Object... arguments) {
        sql.append(sql.length() == 0 ? "" : ";\n").append(statement);
        parameters.addAll(List.of(arguments));
        answers.add(answer);
        return this;
    }

    /** Sends the statements and hands over their results, in their order. */
    public void run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            statement.execute();
            for (Answer answer : answers) {
                answer.take(statement);
                statement.getMoreResults();
            }
        }
    }
}
