using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>A database's readers and transactions: they keep a connection busy that lives on.</summary>
public sealed class DatabaseReaderTests
{
    [Theory]
    [InlineData("PH0007", """
        class Accounts(DbConnection connection)
        {
            public string Find(int id)
            {
                var command = connection.CreateCommand();
                command.CommandText = "select name from account where id = " + id;
                DbDataReader reader = [|command.ExecuteReader()|];
                if (!reader.Read()) { return null; }
                var name = reader.GetString(0);
                reader.Close();
                return name;
            }
        }
        """)]
    [InlineData("PH0007", """
        class Prices(DbConnection connection)
        {
            public async Task<List<decimal>> AllAsync(CancellationToken cancellationToken)
            {
                var found = new List<decimal>();
                await using var command = connection.CreateCommand();
                var reader = await [|command.ExecuteReaderAsync(cancellationToken)|].ConfigureAwait(false);
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) { found.Add(reader.GetDecimal(0)); }
                return found;
            }
        }
        """)]
    [InlineData("PH0007", """
        class Users
        {
            public System.Data.IDbConnection Db;
            public long Count()
            {
                System.Data.IDbCommand c = Db.CreateCommand();
                System.Data.IDataReader r = [|c.ExecuteReader()|];
                if (!r.Read()) throw new InvalidDataException("no row");
                long n = r.GetInt64(0);
                r.Close();
                return n;
            }
        }
        """)]
    [InlineData("PH0007", """
        static class Settings
        {
            public static bool Has(DbCommand command) => [|command.ExecuteReader()|].Read();
        }
        """)]
    [InlineData("PH0007", """
        class Transfers
        {
            public bool Move(DbConnection connection, string sql)
            {
                var transaction = [|connection.BeginTransaction()|];
                using (var command = connection.CreateCommand())
                {
                    command.Transaction = transaction;
                    command.CommandText = sql;
                    if (command.ExecuteNonQuery() == 0) { return false; }
                }
                transaction.Commit();
                return true;
            }
        }
        """)]
    [InlineData("PH0007", """
        class Batch(DbConnection connection)
        {
            public async Task WriteAsync(IEnumerable<string> lines)
            {
                var transaction = await [|connection.BeginTransactionAsync()|];
                foreach (var line in lines)
                {
                    using var command = connection.CreateCommand();
                    command.Transaction = transaction;
                    command.CommandText = line;
                    await command.ExecuteNonQueryAsync();
                }
                await transaction.CommitAsync();
            }
        }
        """)]
    [InlineData("PH0007", """
        class Repository(DbConnection connection)
        {
            private DbDataReader Query(string sql)
            {
                var command = connection.CreateCommand();
                command.CommandText = sql;
                return command.ExecuteReader();
            }
            public int Load()
            {
                var reader = [|Query("select 1")|];
                var sum = 0;
                while (reader.Read()) { if (reader.IsDBNull(0)) { return -1; } sum += reader.GetInt32(0); }
                reader.Close();
                return sum;
            }
        }
        """)]
    [InlineData("PH0004", """
        class Feed(DbProviderFactory factory)
        {
            public DbDataReader Open(string sql)
            {
                var connection = factory.CreateConnection();
                connection.Open();
                var command = connection.CreateCommand();
                command.CommandText = sql;
                return [|command.ExecuteReader(System.Data.CommandBehavior.CloseConnection)|];
            }
        }
        """)]
    [InlineData("PH0007", """
        class Feed(DbProviderFactory factory)
        {
            public int Count()
            {
                var connection = [|factory.CreateConnection()|];
                connection.Open();
                var command = connection.CreateCommand();
                var reader = command.ExecuteReader(System.Data.CommandBehavior.CloseConnection);
                var n = 0;
                while (reader.Read()) { n++; }
                return n;
            }
        }
        """)]
    public async Task Leak_IsReported(string id, string source) => await new ConnectionLifecycleRule().ReportsAsync(id, source);

    [Theory]
    [InlineData("""
        class Store(DbConnection connection)
        {
            public DbDataReader Query(string sql) { var command = connection.CreateCommand(); command.CommandText = sql; var reader = command.ExecuteReader(); return reader; }
            public Task<DbDataReader> QueryAsync(DbCommand command) => command.ExecuteReaderAsync();
            public async Task<DbDataReader> LoadAsync(DbCommand command) { var reader = await command.ExecuteReaderAsync(); return reader; }
            public DbTransaction Start() => connection.BeginTransaction();
        }
        """)]
    [InlineData("""
        class Store(DbProviderFactory factory)
        {
            public int Count()
            {
                using (var connection = factory.CreateConnection())
                {
                    connection.Open();
                    var command = connection.CreateCommand();
                    var reader = command.ExecuteReader();
                    var n = 0;
                    while (reader.Read()) { n++; }
                    return n;
                }
            }
        }
        """)]
    [InlineData("""
        class Store
        {
            private readonly DbConnection _connection;
            public Store(DbConnection connection) { _connection = connection; }
            public bool Has(string sql)
            {
                var command = _connection.CreateCommand();
                command.CommandText = sql;
                _connection.Open();
                try { return command.ExecuteReader().Read(); }
                finally { _connection.Close(); }
            }
        }
        """)]
    [InlineData("""
        class Store(DbConnection connection)
        {
            private void Open() => connection.Open();
            private void Close() => connection.Close();
            public object First(string sql)
            {
                Open();
                var command = connection.CreateCommand();
                command.CommandText = sql;
                var reader = command.ExecuteReader();
                reader.Read();
                var first = reader.GetValue(0);
                Close();
                return first;
            }
        }
        """)]
    [InlineData("""
        class Store(DbProviderFactory factory)
        {
            public List<int> All()
            {
                var list = new List<int>();
                var connection = factory.CreateConnection();
                try
                {
                    connection.Open();
                    var command = connection.CreateCommand();
                    using (var reader = command.ExecuteReader(System.Data.CommandBehavior.CloseConnection)) { while (reader.Read()) list.Add(reader.GetInt32(0)); }
                    return list;
                }
                catch { connection.Dispose(); throw; }
            }
        }
        """)]
    [InlineData("""
        sealed class Rows : IDisposable
        {
            private readonly DbDataReader _reader;
            public Rows(DbDataReader reader) { _reader = reader; }
            public bool Next() => _reader.Read();
            public void Dispose() => _reader.Dispose();
        }
        class Store
        {
            public Rows Query(DbCommand command) { var reader = command.ExecuteReader(); return new Rows(reader); }
            public void Fill(System.Data.DataTable table, DbCommand command) { var reader = command.ExecuteReader(); try { table.Load(reader); } finally { reader.Close(); } }
            public void Copy(System.Data.DataTable table) { var reader = table.CreateDataReader(); while (reader.Read()) { Console.WriteLine(reader[0]); } }
        }
        """)]
    [InlineData("""
        class Store(DbConnection connection)
        {
            public bool Move(string sql)
            {
                var transaction = connection.BeginTransaction();
                try
                {
                    using (var command = connection.CreateCommand()) { command.Transaction = transaction; command.CommandText = sql; command.ExecuteNonQuery(); }
                    transaction.Commit();
                    return true;
                }
                catch (DbException e) { Trace.TraceError(e.Message); transaction.Rollback(); return false; }
            }
        }
        """)]
    [InlineData("""
        class Session : IDisposable
        {
            private readonly DbConnection _connection;
            private DbTransaction _transaction;
            public Session(DbConnection connection) { _connection = connection; }
            public void Begin() { if (_transaction != null) throw new InvalidOperationException(); _transaction = _connection.BeginTransaction(); }
            public void Commit() { _transaction.Commit(); _transaction = null; }
            public void Undo() { if (_transaction == null) return; _transaction.Rollback(); _transaction.Dispose(); _transaction = null; }
            public void Dispose() { _transaction?.Dispose(); _connection.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed class Database : IDisposable
        {
            private readonly DbConnection _connection;
            public Database(DbConnection connection) { _connection = connection; }
            public DbCommand Command(string sql) { var command = _connection.CreateCommand(); command.CommandText = sql; return command; }
            public void Dispose() => _connection.Dispose();
        }
        class Report
        {
            public async Task<int> CountAsync(Func<Database> open)
            {
                using var database = open();
                var reader = await database.Command("select 1").ExecuteReaderAsync();
                return await reader.ReadAsync() ? reader.GetInt32(0) : 0;
            }
        }
        """)]
    public async Task NoLeak_IsNotReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0007", source);
}
