package org.raceway.traceability;

import java.util.UUID;
import org.raceway.RacewayApplication;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The whole application in a process of its own, with one account that may capture. Made to be treated badly. */
final class CapturingApplication {
    static final String LOGIN = "faults";
    static final String PASSWORD = "faults-secret";
    /** Made up, with the check character of GB 32100. */
    private static final String USCC = "91371500MA3FAULT2A";

    static final String READY = "READY";

    private CapturingApplication() {}

    /** Says {@value #READY}, the port and the management port once it answers. */
    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = SpringApplication.run(RacewayApplication.class, arguments);
        Accounts accounts = context.getBean(Accounts.class);
        if (!accounts.exists(LOGIN)) {
            UUID enterprise = UUID.randomUUID();
            context.getBean(Enterprises.class)
                    .register(new Enterprise(
                            enterprise,
                            USCC,
                            "9521110000014",
                            "9521110",
                            EnterpriseKind.ASSEMBLER,
                            "故障测试",
                            "Fault test",
                            "371502",
                            null,
                            null,
                            true));
            accounts.create(new Accounts.NewAccount(LOGIN, PASSWORD, "测试", "Test", Role.QUALITY, enterprise));
        }
        Environment environment = context.getEnvironment();
        System.out.println(READY + " " + environment.getProperty("local.server.port") + " "
                + environment.getProperty("local.management.port"));
        System.out.flush();
    }
}
