using System.Text;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>An entry as it stands in the spool. The writer names the spool file: it tells the same entry sent twice from two entries with one number.</summary>
internal sealed record SpooledEntry(JournalEntry Entry, Guid Writer, string Json)
{
    /// <summary>Goes through the stored form, so that what is shipped from memory is what would have been read from disk.</summary>
    public static SpooledEntry From(JournalEntry entry, Guid writer)
    {
        var json = JournalJson.Write(entry);
        return new SpooledEntry(JournalJson.Read(Encoding.UTF8.GetBytes(json)), writer, json);
    }
}
