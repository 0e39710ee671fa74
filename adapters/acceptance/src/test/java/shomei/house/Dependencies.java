package shomei.house;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.NodeList;

/// What the modules ask Maven for by name.
final class Dependencies {

  /// Those of a module, not those whose versions are only managed, nor those of a plugin.
  private static final String DIRECT =
      "(/project|/project/profiles/profile)/dependencies/dependency[groupId!='shomei']/artifactId";

  private Dependencies() {}

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
    try {
      var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
      var found =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(DIRECT, document, XPathConstants.NODESET);
      return IntStream.range(0, found.getLength()).mapToObj(i -> found.item(i).getTextContent());
    } catch (Exception e) {
      throw new IllegalStateException("cannot read " + pom, e);
    }
  }
}
