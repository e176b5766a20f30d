namespace Dashboard.Check.Output;

/// <summary>How <c>check</c> prints what it found.</summary>
internal enum CheckFormat
{
    /// <summary>A report to read.</summary>
    Report,

    /// <summary>One JSON document; an array where more than one domain was asked for.</summary>
    Json,

    /// <summary>One JSON document a line, each as soon as it is ready.</summary>
    JsonLines,

    /// <summary>One line and an exit status as a plugin of Nagios gives them.</summary>
    Nagios,

    /// <summary>The text exposition format of Prometheus.</summary>
    Prometheus,
}
