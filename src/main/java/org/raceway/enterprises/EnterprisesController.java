package org.raceway.enterprises;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.Tables;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The registry's page. */
@Controller
class EnterprisesController {
    private final Tables tables;
    private final EnterpriseTable source;

    EnterprisesController(Tables tables, EnterpriseTable source) {
        this.tables = tables;
        this.source = source;
    }

    @GetMapping("/enterprises")
    @Requires(Permission.ENTERPRISES_READ)
    @Nullable
    ModelAndView enterprises(HttpServletRequest request, HttpServletResponse response) {
        return tables.show("enterprises", EnterpriseTable.DEFINITION, source, request, response);
    }
}
