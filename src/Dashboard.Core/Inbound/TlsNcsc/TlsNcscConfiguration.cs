namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// Settings of mail servers that come to good or sufficient in each sub-test, by both methods, with a key that is too: texts to paste.
/// The lab has servers with these, and examines them.
/// </summary>
public static class TlsNcscConfiguration
{
    /// <summary>Of main.cf(5), Postfix 3.6 and newer; the last two of the newest updates of 3.6 and 3.7, and of 3.8 and newer.</summary>
    public const string Postfix = """
        smtpd_tls_security_level = may
        smtpd_tls_protocols = >=TLSv1.2
        smtpd_tls_ciphers = high
        tls_high_cipherlist = ECDHE+AESGCM:ECDHE+CHACHA20
        tls_preempt_cipherlist = yes
        tls_eecdh_auto_curves = X25519 prime256v1 secp384r1
        tls_ffdhe_auto_groups =
        tls_config_file = /etc/postfix/openssl.cnf
        tls_config_name = postfix
        """;

    /// <summary>The file that <see cref="Postfix"/> names (config(5)): Postfix has no setting of its own for signatures.</summary>
    public const string PostfixOpenSsl = """
        postfix = postfix_settings

        [postfix_settings]
        ssl_conf = postfix_ssl

        [postfix_ssl]
        system_default = ncsc

        [ncsc]
        SignatureAlgorithms = ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:RSA+SHA256:RSA+SHA384:RSA+SHA512
        """;

    /// <summary>Of an Exim with GnuTLS, as Debian has it.</summary>
    public const string Exim = """
        tls_advertise_hosts = *
        tls_require_ciphers = NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA:-CIPHER-ALL:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:-SIGN-ALL:+SIGN-ECDSA-SHA256:+SIGN-ECDSA-SHA384:+SIGN-ECDSA-SHA512:+SIGN-ECDSA-SECP256R1-SHA256:+SIGN-ECDSA-SECP384R1-SHA384:+SIGN-RSA-PSS-RSAE-SHA256:+SIGN-RSA-PSS-RSAE-SHA384:+SIGN-RSA-PSS-RSAE-SHA512:+SIGN-RSA-SHA256:+SIGN-RSA-SHA384:+SIGN-RSA-SHA512:%SERVER_PRECEDENCE
        """;

    /// <summary>Of nginx as a mail proxy.</summary>
    public const string Nginx = """
        starttls on;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;
        ssl_prefer_server_ciphers on;
        ssl_ecdh_curve X25519:prime256v1:secp384r1;
        ssl_conf_command SignatureAlgorithms ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:RSA+SHA256:RSA+SHA384:RSA+SHA512;
        """;

    /// <summary>Of a configuration file of OpenSSL (SSL_CONF_cmd(3)), for software with OpenSSL that leaves the choice to it.</summary>
    public const string OpenSsl = """
        MinProtocol = TLSv1.2
        CipherString = ECDHE+AESGCM:ECDHE+CHACHA20
        Groups = X25519:P-256:P-384
        SignatureAlgorithms = ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:RSA+SHA256:RSA+SHA384:RSA+SHA512
        Options = ServerPreference
        """;
}
