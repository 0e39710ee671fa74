/// Runs a program with the JDK that runs this, in `JAVA25_HOME`: exec-maven-plugin finds the
/// toolchain's Java, and no other program of that JDK.
void main(String[] args) throws Exception {
  ProcessBuilder program = new ProcessBuilder(args).inheritIO();
  program.environment().put("JAVA25_HOME", System.getProperty("java.home"));
  System.exit(program.start().waitFor());
}
