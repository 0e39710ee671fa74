import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// Writes the man pages of a program out of picocli's model of its command line: one page for the
/// program, one for each of its commands, with the commands below it as sections.
///
/// Started when packages are built, with the program's class path: `java -cp … ManPages.java
/// shomei|shomei-server SECTION LANGUAGE FOLDER [MORE]`, where `MORE` is a file with sections that
/// the model does not know, in roff, for the program's page.
Map<String, String> headings;

String section;

void main(String[] args) throws Exception {
  section = args[1];
  headings =
      args[2].equals("ja")
          ? Map.of(
              "NAME",
              "名前",
              "SYNOPSIS",
              "書式",
              "DESCRIPTION",
              "説明",
              "OPTIONS",
              "オプション",
              "COMMANDS",
              "コマンド",
              "SEE ALSO",
              "関連項目")
          : Map.of();
  CommandLine program = args[0].equals("shomei") ? tool(args[2]) : server();
  Path folder = Files.createDirectories(Path.of(args[3]));
  String more = args.length > 4 ? Files.readString(Path.of(args[4])) : "";
  Files.writeString(folder.resolve(args[0] + "." + section), page(program, more));
  for (CommandLine command : program.getSubcommands().values()) {
    String name = command.getCommandSpec().qualifiedName("-");
    Files.writeString(folder.resolve(name + "." + section), page(command, ""));
  }
}

/// Neither program is named by its type: the class path holds one of them.
CommandLine tool(String language) throws Exception {
  Class<?> context = Class.forName("shomei.tool.ToolContext");
  Object tool =
      Class.forName("shomei.tool.Shomei")
          .getConstructor(context)
          .newInstance(context.getMethod("ofProcess").invoke(null));
  return (CommandLine)
      tool.getClass()
          .getMethod("line", String[].class)
          .invoke(tool, (Object) new String[] {"--lang", language});
}

CommandLine server() throws Exception {
  Constructor<?> commands = Class.forName("shomei.command.Commands").getConstructors()[0];
  Supplier<Object> noConsole = () -> null;
  PrintWriter out = new PrintWriter(System.out);
  Object made =
      commands.newInstance(
          null, InstantSource.system(), InputStream.nullInputStream(), noConsole, out, out);
  return (CommandLine) made.getClass().getMethod("line").invoke(made);
}

String page(CommandLine line, String more) {
  CommandSpec spec = line.getCommandSpec();
  String name = spec.qualifiedName("-");
  List<String> page = new ArrayList<>();
  page.add(
      ".TH \"%s\" \"%s\" \"\" \"%s\" \"Shomei\""
          .formatted(name.toUpperCase(java.util.Locale.ROOT), section, version(spec)));
  page.add(".nh");
  page.add(heading("NAME"));
  page.add(text(name) + " \\- " + text(description(spec).replaceFirst("[.。]$", "")));
  page.add(heading("SYNOPSIS"));
  page.addAll(synopsis(line));
  page.add(heading("DESCRIPTION"));
  page.add(paragraph(description(spec)));
  arguments(spec, page, heading("OPTIONS"));
  if (!line.getSubcommands().isEmpty()) {
    page.add(heading("COMMANDS"));
    line.getSubcommands().values().forEach(below -> command(below, page));
  }
  String footer = String.join("\n", spec.usageMessage().footer()).strip();
  String title = spec.usageMessage().footerHeading().replace("%n", "").strip();
  if (!footer.isEmpty()) {
    page.add(".PP");
    page.add(
        title.isEmpty() ? text(footer) : text(title) + "\n.PP\n.nf\n" + text(footer) + "\n.fi");
  }
  page.add(more.strip());
  page.add(heading("SEE ALSO"));
  page.add(seeAlso(line));
  return page.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n", "", "\n"));
}

/// Where it has a page, a line that leads there, else all of it.
void command(CommandLine line, List<String> page) {
  CommandSpec spec = line.getCommandSpec();
  if (spec.parent() != null && spec.parent().parent() == null) {
    page.add(".TP");
    page.add(bold(spec.qualifiedName("-")) + "(" + section + ")");
    page.add(paragraph(description(spec)));
    return;
  }
  page.add(".SS \"" + text(spec.qualifiedName(" ")) + "\"");
  page.addAll(synopsis(line));
  page.add(".PP");
  page.add(paragraph(description(spec)));
  arguments(spec, page, "");
  line.getSubcommands().values().forEach(below -> command(below, page));
}

List<String> synopsis(CommandLine line) {
  Help help = new Help(line.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF));
  return List.of(".nf", text(help.synopsis(0).strip()), ".fi");
}

/// Those of the program itself stand on its page alone.
void arguments(CommandSpec spec, List<String> page, String heading) {
  List<String> entries =
      Stream.concat(
              spec.positionalParameters().stream()
                  .filter(one -> !one.hidden())
                  .map(one -> entry(italic(one.paramLabel()), one)),
              spec.options().stream()
                  .filter(one -> !one.hidden() && !one.inherited())
                  .map(one -> entry(names(one), one)))
          .toList();
  if (!entries.isEmpty()) {
    page.add(heading);
    page.addAll(entries);
  }
}

String names(CommandLine.Model.OptionSpec option) {
  String names = Arrays.stream(option.names()).map(this::bold).collect(Collectors.joining(", "));
  return option.arity().max() == 0 ? names : names + " " + italic(option.paramLabel());
}

String entry(String term, ArgSpec argument) {
  return ".TP\n" + term + "\n" + paragraph(String.join("\n", argument.description()));
}

String seeAlso(CommandLine line) {
  CommandSpec spec = line.getCommandSpec();
  Stream<CommandSpec> others =
      spec.parent() == null
          ? line.getSubcommands().values().stream().map(CommandLine::getCommandSpec)
          : Stream.of(spec.root());
  return others
      .map(other -> bold(other.qualifiedName("-")) + "(" + section + ")")
      .collect(Collectors.joining(", "));
}

String description(CommandSpec spec) {
  String[] said = spec.usageMessage().description();
  return String.join(" ", said.length == 0 ? spec.usageMessage().header() : said);
}

String version(CommandSpec spec) {
  String[] version = spec.root().version();
  return version.length == 0 ? "" : version[0];
}

String heading(String english) {
  return ".SH \"" + headings.getOrDefault(english, english) + "\"";
}

String bold(String word) {
  return "\\fB" + text(word) + "\\fR";
}

String italic(String word) {
  return "\\fI" + text(word) + "\\fR";
}

String paragraph(String plain) {
  return text(plain.strip());
}

/// As roff prints it: picocli's line breaks are line breaks, and no line is taken for a request.
String text(String plain) {
  return Ansi.OFF
      .string(plain)
      .replace("%n", "\n")
      .replace("%%", "%")
      .replace("\\", "\\e")
      .replace("-", "\\-")
      .lines()
      .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
      .collect(Collectors.joining("\n"));
}
