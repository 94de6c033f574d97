package org.raceway.platform;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database as its owner sees it: every row, whoever it belongs to. For what is nobody's business in particular: the ledger's
 * writers (COPY knows no row-level security), walks through the chain that are redacted afterwards, migrations. Everything done
 * for somebody goes through the {@link JdbcClient} bean instead, which sees what that somebody may see. {@code
 * IsolationTests} lists who holds this. Its transactions are its own: they are not part of a transaction under way elsewhere.
 */
public final class WholeDatabase {
    private final DataSource dataSource;
    private final JdbcTemplate template;
    private final JdbcClient client;
    private final TransactionTemplate transactions;

    public WholeDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
        this.template = new JdbcTemplate(dataSource);
        this.template.setFetchSize(500);
        this.client = JdbcClient.create(template);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Its connections. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Statements on it. */
    public JdbcClient client() {
        return client;
    }

    /** Statements on it, for what {@link #client()} can't do. */
    public JdbcTemplate template() {
        return template;
    }

    /** Does the work in one transaction on it. */
    public <T> T inTransaction(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }
}
