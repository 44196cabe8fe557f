package ai.tulia.messaging.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The stack that users come from, on the stage's PostgreSQL, Redis and provider: a Celery worker, and tasks for it. */
public final class Predecessor implements AutoCloseable {
    private static final String DATABASE = "predecessor";
    private static final List<String> TABLES = List.of(
            "create table customer (tenant int, id int, phone text, name text, primary key (tenant, id))",
            "create table consent (customer int, type text, granted bool, primary key (customer, type))",
            "create table message (id bigserial primary key, tenant int, customer int, body text, status text, sid text,"
                    + " at timestamptz default clock_timestamp())",
            "insert into customer select 1, n, '+4915' || lpad(n::text, 9, '0'), 'Customer ' || n"
                    + " from generate_series(1, 20000) n",
            "insert into consent select n, 'promotional', true from generate_series(1, 20000) n",
            "analyze customer, consent");
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final Grounds stage;
    private final JdbcClient sql;
    private final Process worker;

    private Predecessor(Grounds stage, JdbcClient sql, int processes) {
        this.stage = stage;
        this.sql = sql;
        this.worker = python("-m", "celery", "-A", "predecessor", "worker", "-c", "" + processes, "-l", "error");
    }

    /** @param processes of its worker */
    public static Predecessor start(Grounds stage, int processes) {
        stage.superuser().sql("create database " + DATABASE).update();
        var postgres = stage.servers().postgres();
        JdbcClient sql = JdbcClient.create(new DriverManagerDataSource(
                postgres.jdbcUrl().replaceFirst("/[^/?]+($|\\?)", "/" + DATABASE + "$1"),
                postgres.superuser(),
                postgres.superuserPassword()));
        TABLES.forEach(statement -> sql.sql(statement).update());
        return new Predecessor(stage, sql, processes);
    }

    /** @return messages a second, from the first one written as sent to the last */
    public double perSecond(int messages) {
        sql.sql("truncate message cascade").update();
        Process line = python("predecessor.py", "" + messages);
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try {
            while (sql.sql("select count(*) from message").query(Integer.class).single() < messages) {
                if (System.nanoTime() > deadline || !worker.isAlive()) {
                    throw new IllegalStateException("the predecessor did not send " + messages);
                }
                Thread.sleep(200);
            }
            if (line.waitFor() != 0) {
                throw new IllegalStateException("tasks could not be put in line");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return sql.sql("select (count(*) - 1) / extract(epoch from max(at) - min(at)) from message")
                .query(Double.class)
                .single();
    }

    private Process python(String... words) {
        String interpreter = System.getenv("TULIA_BENCH_PYTHON");
        if (interpreter == null) {
            throw new IllegalStateException("which Python? bench/peers says it");
        }
        var command = new ArrayList<>(List.of(interpreter));
        command.addAll(List.of(words));
        Path log = Path.of(System.getProperty("bench.target", "target"), "predecessor.log");
        var builder = new ProcessBuilder(command)
                .directory(Path.of(System.getProperty("bench.root", ".."), "bench/src/main/python")
                        .toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var postgres = stage.servers().postgres();
        var environment = builder.environment();
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("POSTGRES", postgres.jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1"));
        environment.put("PGUSER", postgres.superuser());
        environment.put("PGPASSWORD", postgres.superuserPassword());
        environment.put("PGDATABASE", DATABASE);
        environment.put("REDIS", "" + stage.redisPort());
        environment.put("PROVIDER", "" + stage.simulator().address().getPort());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        worker.destroy();
        if (!worker.waitFor(30, TimeUnit.SECONDS)) {
            worker.descendants().forEach(ProcessHandle::destroyForcibly);
            worker.destroyForcibly();
        }
    }
}
