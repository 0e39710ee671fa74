package shomei.desktop;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.print.PageFormat;
import java.awt.print.Pageable;
import java.awt.print.Printable;
import java.awt.print.PrinterException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.print.Doc;
import javax.print.DocFlavor;
import javax.print.DocPrintJob;
import javax.print.PrintException;
import javax.print.PrintService;
import javax.print.PrintServiceLookup;
import javax.print.StreamPrintServiceFactory;

/// A printer that draws the first page into a PNG file. For what it says of itself it is the
/// platform's PostScript printer.
final class FilePrinter {

  private FilePrinter() {}

  /// Lets this process have it, beside the printers of the system.
  static void install(Path file) {
    PrintService model =
        StreamPrintServiceFactory.lookupStreamPrintServiceFactories(
            DocFlavor.SERVICE_FORMATTED.PAGEABLE, "application/postscript")[0]
            .getPrintService(OutputStream.nullOutputStream());
    InvocationHandler printer =
        (self, method, arguments) ->
            switch (method.getName()) {
              case "createPrintJob" -> job(file);
              case "equals" -> Proxy.isProxyClass(arguments[0].getClass()); // there is one
              case "getName", "toString" -> "file printer";
              default -> method.invoke(model, arguments);
            };
    boolean registered = PrintServiceLookup.registerService(as(PrintService.class, printer));
    assert registered;
  }

  private static DocPrintJob job(Path file) {
    return as(
        DocPrintJob.class,
        (self, method, arguments) -> {
          if (method.getName().equals("print")) {
            print((Doc) arguments[0], file);
          }
          return null;
        });
  }

  private static <T> T as(Class<T> kind, InvocationHandler handler) {
    return kind.cast(
        Proxy.newProxyInstance(FilePrinter.class.getClassLoader(), new Class<?>[] {kind}, handler));
  }

  private static void print(Doc doc, Path file) throws PrintException {
    try {
      Pageable pages = (Pageable) doc.getPrintData();
      PageFormat format = pages.getPageFormat(0);
      BufferedImage page =
          new BufferedImage(
              (int) format.getWidth(), (int) format.getHeight(), BufferedImage.TYPE_INT_RGB);
      Graphics2D pen = page.createGraphics();
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, page.getWidth(), page.getHeight());
      pen.setColor(Color.BLACK);
      if (pages.getPrintable(0).print(pen, format, 0) == Printable.PAGE_EXISTS) {
        boolean written = ImageIO.write(page, "png", file.toFile());
        assert written;
      }
    } catch (IOException | PrinterException failed) {
      throw new PrintException(failed);
    }
  }
}
