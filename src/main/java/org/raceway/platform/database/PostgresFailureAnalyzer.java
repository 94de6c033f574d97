package org.raceway.platform.database;

import java.util.Objects;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in both languages that the embedded PostgreSQL did not start, and what else can be done. */
class PostgresFailureAnalyzer extends AbstractFailureAnalyzer<PostgresException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PostgresException cause) {
        return new FailureAnalysis(
                "内嵌 PostgreSQL 无法启动。 The embedded PostgreSQL did not start.\n\n"
                        + Objects.requireNonNullElse(cause.getMessage(), ""),
                """
                日志见数据文件夹下的 logs/postgresql.log；也可改用自己的 PostgreSQL：设置 RACEWAY_DATABASE_URL、RACEWAY_DATABASE_USER、RACEWAY_DATABASE_PASSWORD。
                Its log is logs/postgresql.log in the data folder. A PostgreSQL of your own works too: set RACEWAY_DATABASE_URL, RACEWAY_DATABASE_USER and RACEWAY_DATABASE_PASSWORD.\
                """,
                cause);
    }
}
