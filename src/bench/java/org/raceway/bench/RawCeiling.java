package org.raceway.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What PostgreSQL alone stores in tables of the ledger's shape: rows made in the server, so that nothing is parsed,
 * checked, hashed or sent; 100 events and 264 references a transaction, durable. A transaction's references are to one
 * lot's numbered bearings, as they mostly are in the ledger.
 */
final class RawCeiling {
    private static final String SHAPE = """
            drop schema if exists ceiling cascade;
            create schema ceiling;
            create table ceiling.event_identity (like public.event_identity including indexes);
            create table ceiling.event (like public.event including indexes) partition by range (event);
            create table ceiling.event_all partition of ceiling.event for values from (minvalue) to (maxvalue);
            create table ceiling.event_reference (like public.event_reference including indexes);
            """;
    private static final String INSERT = """
            with made as (
                select uuidv7() as event, gen_random_uuid() as digest, number from generate_series(1, 100) as number
            ), lot as materialized (
                select substring(uuid_send(gen_random_uuid()) for 8) as head
            ), identities as (
                insert into ceiling.event_identity (digest, owner, event, content)
                select digest, '00000000-0000-0000-0000-000000000001'::uuid, event, digest from made
            ), events as (
                insert into ceiling.event (event, owner, identity, event_time, type, action, biz_step, disposition,
                    read_point, business_location, capture, error_declared, body)
                select event, '00000000-0000-0000-0000-000000000001'::uuid, digest, now(), 0, 0, 'commissioning', 'active',
                    digest, digest, event, false, convert_to(repeat(digest::text, 18), 'UTF8') from made
            )
            insert into ceiling.event_reference (key, role, event, owner)
            select encode(head || int8send(number * 3 + reference), 'hex')::uuid, 0, event,
                '00000000-0000-0000-0000-000000000001'::uuid
            from lot, made, generate_series(1, 3) as reference
            where reference < 3 or get_byte(uuid_send(digest), 0) < 164
            """;

    private RawCeiling() {}

    /**
     * Measures for this long.
     *
     * @param url JDBC address with user and password
     * @return events a second
     */
    static double eventsPerSecond(String url, Duration length, int connections) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(SHAPE);
        }
        long begin = System.nanoTime();
        long end = begin + length.toNanos();
        long transactions = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                counts.add(threads.submit(() -> insertUntil(url, end)));
            }
            for (Future<Long> count : counts) {
                transactions += count.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema ceiling cascade");
        }
        return transactions * 100 / seconds;
    }

    private static long insertUntil(String url, long end) throws SQLException {
        long transactions = 0;
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            while (System.nanoTime() < end) {
                insert.executeUpdate();
                transactions++;
            }
        }
        return transactions;
    }
}
