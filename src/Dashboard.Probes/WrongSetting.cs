using Microsoft.Extensions.Options;

namespace Dashboard.Probes;

/// <summary>Tells a setting that makes no sense from other faults.</summary>
public static class WrongSetting
{
    /// <summary>The message for the operator; null where the fault is another.</summary>
    public static WrongSettingException? Of(Exception fault) =>
        fault switch
        {
            WrongSettingException wrong => wrong,
            OptionsValidationException wrong => new(string.Join("; ", wrong.Failures)),
            // Of several parts that did not start.
            AggregateException { InnerExceptions: [var first, ..] } => Of(first),
            // The binder: a text where a number or a time should be.
            InvalidOperationException { InnerException: FormatException or ArgumentException } =>
                new(fault.Message),
            _ => null,
        };
}
