using Dashboard.Check.Terminal;

namespace Dashboard.Check;

/// <summary>One line on a terminal that says how far a long check is; nothing where nobody watches.</summary>
internal sealed class ProgressLine(CommandConsole console, CheckTexts texts, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly long start = time.GetTimestamp();
    private long shown;
    private int width;

    public void Show(CheckTally tally)
    {
        if (!console.ErrorIsTerminal || tally.Done < 2)
        {
            return;
        }
        var now = time.GetTimestamp();
        if (shown != 0 && time.GetElapsedTime(shown, now) < Pace)
        {
            return;
        }
        shown = now;
        var seconds = time.GetElapsedTime(start, now).TotalSeconds;
        var text = texts.Progress(tally.Done, tally.Done / seconds, tally.Protected);
        console.Error.Write("\r" + text.PadRight(width));
        width = text.Length;
    }

    /// <summary>Makes room for a message.</summary>
    public void Clear()
    {
        if (width > 0)
        {
            console.Error.Write("\r" + new string(' ', width) + "\r");
            width = 0;
            shown = 0;
        }
    }
}
