package shomei.house;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What the modules ask Maven for by name.
final class Dependencies {

  /// Those of a module, not those whose versions are only managed, nor those of a plugin.
  private static final String DIRECT =
      "(/project|/project/profiles/profile)/dependencies/dependency[groupId!='shomei']/artifactId";

  private static final String OURS =
      "(/project|/project/profiles/profile)/dependencies/dependency[groupId='shomei']";

  private Dependencies() {}

  /// A module of ours that another asks for.
  record Ours(String module, boolean forTests) {}

  /// Those that a POM asks for.
  static Stream<Ours> ours(Path pom) {
    return elements(pom, OURS)
        .map(
            dependency ->
                new Ours(
                    text(dependency, "artifactId").replaceFirst("^shomei-", ""),
                    text(dependency, "scope").equals("test")));
  }

  private static String text(Element dependency, String name) {
    NodeList found = dependency.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  /// The artifact ids of all direct dependencies of all modules, our own modules aside, and without
  /// the platform where a property names it.
  static Set<String> of(Project project) {
    var names = new TreeSet<String>();
    project.files("pom.xml").stream()
        .flatMap(Dependencies::in)
        .map(name -> name.replaceFirst("-\\$\\{.*", ""))
        .forEach(names::add);
    return names;
  }

  private static Stream<String> in(Path pom) {
    return elements(pom, DIRECT).map(Element::getTextContent);
  }

  private static Stream<Element> elements(Path pom, String path) {
    try {
      var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
      var found =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(path, document, XPathConstants.NODESET);
      return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    } catch (Exception e) {
      throw new IllegalStateException("cannot read " + pom, e);
    }
  }
}
