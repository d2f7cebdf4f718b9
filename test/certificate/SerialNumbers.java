import java.io.FileInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Issuer, serial number and Alipay's serial number of each certificate file, as the JDK has them. */
class SerialNumbers {
  public static void main(String[] paths) throws Exception {
    for (String path : paths) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(path));
      String issuer = certificate.getIssuerX500Principal().getName();
      BigInteger serial = certificate.getSerialNumber();
      byte[] digest =
          MessageDigest.getInstance("MD5").digest((issuer + serial).getBytes(StandardCharsets.UTF_8));
      StringBuilder hex = new StringBuilder();
      for (char unit : issuer.toCharArray()) hex.append(String.format("%04x", (int) unit));
      String sn = String.format("%032x", new BigInteger(1, digest));
      System.out.println(
          String.join(
              " ",
              hex,
              serial.toString(),
              sn,
              certificate.getNotBefore().toInstant().toString(),
              certificate.getNotAfter().toInstant().toString()));
    }
  }
}
