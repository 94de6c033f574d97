package org.raceway.people;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The departments of one's own enterprise. */
@Controller
@Requires(Permission.PEOPLE_READ)
class DepartmentsController {
    private final Departments departments;

    DepartmentsController(Departments departments) {
        this.departments = departments;
    }

    @GetMapping("/people/departments")
    String list(
            @RequestParam(required = false) @Nullable UUID edit,
            @RequestParam(required = false) @Nullable String done,
            Caller caller,
            Locale locale,
            Model model) {
        return page(edit, "", caller, Texts.of(locale), done, null, model);
    }

    @PostMapping("/people/departments")
    @Requires(Permission.PEOPLE_EDIT)
    String create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String parent,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        return act(
                null,
                name,
                "saved",
                () -> departments.create(caller, name, Forms.id(parent, PeopleProblem.NO_SUCH_DEPARTMENT)),
                caller,
                locale,
                model,
                response);
    }

    @PostMapping("/people/departments/{id}")
    @Requires(Permission.PEOPLE_EDIT)
    String change(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String parent,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        return act(
                id,
                name,
                "saved",
                () -> departments.change(caller, id, name, Forms.id(parent, PeopleProblem.NO_SUCH_DEPARTMENT)),
                caller,
                locale,
                model,
                response);
    }

    @PostMapping("/people/departments/{id}/delete")
    @Requires(Permission.PEOPLE_EDIT)
    String delete(@PathVariable UUID id, Caller caller, Locale locale, Model model, HttpServletResponse response) {
        return act(id, "", "deleted", () -> departments.delete(caller, id), caller, locale, model, response);
    }

    private String act(
            @Nullable UUID id,
            String name,
            String done,
            Runnable change,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        try {
            change.run();
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return page(id, name, caller, Texts.of(locale), null, refused, model);
        }
        return "redirect:/people/departments?done=" + done;
    }

    private String page(
            @Nullable UUID edit,
            String name,
            Caller caller,
            Texts texts,
            @Nullable String done,
            @Nullable ProblemException refused,
            Model model) {
        List<Departments.Department> tree = departments.tree(caller);
        Departments.Department edited =
                tree.stream().filter(one -> one.id().equals(edit)).findFirst().orElse(null);
        model.addAttribute(
                "departments",
                tree.stream()
                        .map(one -> new PeopleView.DepartmentLine(
                                one.id().toString(), one.name(), one.level(), one.members()))
                        .toList());
        model.addAttribute("edit", edited == null ? "" : edited.id().toString());
        model.addAttribute("name", edited == null || !name.isEmpty() ? name : edited.name());
        model.addAttribute(
                "parents",
                PeopleView.departments(
                        tree.stream().filter(one -> !one.id().equals(edit)).toList(),
                        edited == null || edited.parent() == null
                                ? null
                                : edited.parent().toString()));
        model.addAttribute("done", Forms.done(done, texts));
        model.addAttribute("error", refused == null ? "" : refused.text(texts));
        return "people/departments";
    }
}
