using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Smtp;

internal sealed class SmtpOptionsCheck : IValidateOptions<SmtpOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, SmtpOptions options) =>
        new SettingProblems(SmtpOptions.Section)
            .Range(nameof(options.Port), options.Port, 1, 65535)
            .Range(nameof(options.ConnectTimeout), options.ConnectTimeout, Least, Most)
            .Range(nameof(options.GreetingTimeout), options.GreetingTimeout, Least, Most)
            .Range(nameof(options.CommandTimeout), options.CommandTimeout, Least, Most)
            .Range(nameof(options.HandshakeTimeout), options.HandshakeTimeout, Least, Most)
            .Range(nameof(options.LongConnectTimeout), options.LongConnectTimeout, Least, Most)
            .Range(nameof(options.LongTimeout), options.LongTimeout, Least, 2 * Most)
            .Range(nameof(options.RoundTimeout), options.RoundTimeout, Least, 2 * Most)
            .Range(
                nameof(options.QuitTimeout),
                options.QuitTimeout,
                TimeSpan.Zero,
                TimeSpan.FromMinutes(1)
            )
            .ToResult();
}
