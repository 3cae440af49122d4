# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements and warehouses."""

import datetime
import unittest

import requests
from databricks.sdk.errors import InvalidParameterValue, NotFound
from databricks.sdk.service.sql import (CreateWarehouseRequestWarehouseType, Disposition, ExecuteStatementRequestOnWaitTimeout,
                                        Format, StatementParameterListItem, StatementState, State)

import world
from simulatorprocess import wait_for

TIMEOUT = datetime.timedelta(minutes=1)


class Statements(unittest.TestCase):
    def setUp(self):
        self.client = world.client("primary")
        self.warehouse = world.warehouse_id("primary")

    def ask(self, statement, **more):
        more.setdefault("wait_timeout", "50s")
        return self.client.statement_execution.execute_statement(statement, self.warehouse, **more)

    def rows(self, statement, **more):
        answer = self.ask(statement, **more)
        self.assertEqual(answer.status.state, StatementState.SUCCEEDED, answer.status.error)
        return answer.result.data_array

    def test_liveness(self):
        answer = self.ask("SELECT 1")
        self.assertEqual(answer.result.data_array, [["1"]])
        column = answer.manifest.schema.columns[0]
        self.assertEqual((column.name, column.type_name.value, column.position), ("1", "INT", 0))

    def test_watermark_with_the_servers_clock(self):
        answer = self.ask("SELECT max(event_timestamp) AS max_ts, current_timestamp() AS now_ts FROM main.gold.orders")
        names = [(column.name, column.type_name.value) for column in answer.manifest.schema.columns]
        self.assertEqual(names, [("max_ts", "TIMESTAMP"), ("now_ts", "TIMESTAMP")])
        watermark, now = (datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
                          for value in answer.result.data_array[0])
        self.assertLess(watermark, now)
        self.assertLess(now - watermark, datetime.timedelta(minutes=10))

    def test_counts_per_minute_and_a_hash_without_order(self):
        bounds = [StatementParameterListItem(name="a", value="2026-11-21T10:00:00Z", type="TIMESTAMP"),
                  StatementParameterListItem(name="b", value="2026-11-21T11:00:00Z", type="TIMESTAMP")]
        where = "FROM main.gold.orders WHERE event_timestamp >= :a AND event_timestamp < :b"
        minutes = self.rows(f"SELECT date_trunc('MINUTE', event_timestamp) AS minute, count(*) AS c {where} GROUP BY 1 "
                            "ORDER BY 1", parameters=bounds)
        self.assertEqual(len(minutes), 60)
        total = self.rows(f"SELECT count(*), bit_xor(xxhash64(id, amount)) {where}", parameters=bounds)[0]
        self.assertEqual(sum(int(row[1]) for row in minutes), int(total[0]))
        again = self.rows(f"SELECT bit_xor(h) FROM (SELECT xxhash64(id, amount) AS h {where} ORDER BY id DESC)",
                          parameters=bounds)
        self.assertEqual(again[0][0], total[1])

    def test_types_of_a_manifest(self):
        answer = self.ask("SELECT 1 AS i, 1.50 AS d, 1 = 1 AS b, CAST('5' AS BIGINT) AS l, DATE '2026-11-22' AS day, "
                          "CAST(NULL AS STRING) AS n, 5 / 2 AS half")
        shown = [(column.name, column.type_name.value, column.type_text) for column in answer.manifest.schema.columns]
        self.assertEqual(shown[:5], [("i", "INT", "INT"), ("d", "DECIMAL", "DECIMAL(3,2)"), ("b", "BOOLEAN", "BOOLEAN"),
                                     ("l", "LONG", "BIGINT"), ("day", "DATE", "DATE")])
        self.assertEqual(answer.result.data_array, [["1", "1.50", "true", "5", "2026-11-22", None, "2.5"]])

    def test_forms_of_spark_alone(self):
        per_day = "SELECT CAST(event_timestamp AS DATE) AS day, count(*) AS c FROM main.gold.orders GROUP BY ALL"
        same = f"SELECT (SELECT sum(c) FROM ({per_day}) days) = (SELECT count(*) FROM main.gold.orders) AS same"
        self.assertEqual(self.rows(same), [["true"]])
        self.assertGreater(len(self.rows(per_day)), 1)
        newest = self.ask("SELECT id, event_timestamp FROM main.gold.orders WHERE event_timestamp > current_timestamp() - "
                          "INTERVAL 1 HOUR QUALIFY row_number() OVER (ORDER BY event_timestamp DESC) = 1")
        self.assertEqual([column.name for column in newest.manifest.schema.columns], ["id", "event_timestamp"])
        self.assertEqual(len(newest.result.data_array), 1)
        self.assertEqual(self.rows("SELECT count(*) FROM main.gold.orders g LEFT ANTI JOIN main.bronze.orders b "
                                   "ON g.id = b.id"), [["0"]])

    def test_show_what_is_there(self):
        self.assertIn(["main"], self.rows("SHOW CATALOGS"))
        self.assertIn(["gold"], self.rows("SHOW SCHEMAS IN main"))
        self.assertEqual(self.rows("SHOW TABLES IN main.gold LIKE 'orders'"), [["gold", "orders", "false"]])
        missing = self.ask("SHOW TABLES IN main.nowhere")
        self.assertEqual(missing.status.state, StatementState.FAILED)
        self.assertIn("[SCHEMA_NOT_FOUND]", missing.status.error.message)

    def test_names_are_completed_by_catalog_and_schema(self):
        whole = self.rows("SELECT min(event_timestamp) FROM main.gold.orders")
        self.assertEqual(self.rows("SELECT min(event_timestamp) FROM orders", catalog="main", schema="gold"), whole)

    def test_asynchronous_statement(self):
        answer = self.ask("SELECT count(*) FROM main.gold.orders", wait_timeout="0s")
        self.assertIn(answer.status.state, (StatementState.PENDING, StatementState.RUNNING))
        done = wait_for(lambda: self.client.statement_execution.get_statement(answer.statement_id).status.state
                        == StatementState.SUCCEEDED, 30, "SUCCEEDED")
        self.assertTrue(done)

    def test_wait_can_cancel(self):
        cold = world.client("secondary")
        made = cold.warehouses.create(name=world.fresh("cold"), cluster_size="2X-Small", auto_stop_mins=10).response.id
        cold.warehouses.stop(made)
        answer = cold.statement_execution.execute_statement(
            "SELECT 1", made, wait_timeout="5s", on_wait_timeout=ExecuteStatementRequestOnWaitTimeout.CANCEL)
        self.assertEqual(answer.status.state, StatementState.CANCELED)
        answer = cold.statement_execution.execute_statement("SELECT 1", made, wait_timeout="5s")
        self.assertEqual(answer.status.state, StatementState.PENDING)
        cold.statement_execution.cancel_execution(answer.statement_id)
        self.assertEqual(cold.statement_execution.get_statement(answer.statement_id).status.state,
                         StatementState.CANCELED)
        cold.warehouses.delete(made)

    def test_large_results_come_in_chunks(self):
        answer = self.ask("SELECT id, event_timestamp, amount FROM main.gold.orders ORDER BY event_timestamp LIMIT 60000")
        self.assertGreater(answer.manifest.total_chunk_count, 1)
        ids = [row[0] for row in answer.result.data_array]
        following = answer.result.next_chunk_index
        while following is not None:
            chunk = self.client.statement_execution.get_statement_result_chunk_n(answer.statement_id, following)
            self.assertEqual(chunk.row_offset, len(ids))
            ids += [row[0] for row in chunk.data_array]
            following = chunk.next_chunk_index
        self.assertEqual((len(ids), len(set(ids))), (60000, 60000))

    def test_external_links_need_no_token(self):
        answer = self.ask("SELECT id FROM main.gold.orders LIMIT 10", disposition=Disposition.EXTERNAL_LINKS,
                          format=Format.CSV)
        link = answer.result.external_links[0]
        body = requests.get(link.external_link, timeout=10)
        self.assertEqual(body.status_code, 200)
        self.assertEqual(len(body.text.split()), 11)
        refused = requests.get(link.external_link, headers={"Authorization": "Bearer x"}, timeout=10)
        self.assertEqual(refused.status_code, 400)

    def test_row_limit_truncates_and_limit_does_not(self):
        limited = self.ask("SELECT id FROM main.gold.orders", row_limit=5)
        self.assertEqual((limited.manifest.total_row_count, limited.manifest.truncated), (5, True))
        self.assertFalse(self.ask("SELECT id FROM main.gold.orders LIMIT 5").manifest.truncated)

    def test_errors_of_sql_are_failed_statements(self):
        for statement, code in (("SELECT * FROM main.gold.nothing", "TABLE_OR_VIEW_NOT_FOUND"),
                                ("SELECT nothing FROM main.gold.orders", "UNRESOLVED_COLUMN"),
                                ("SELEC 1", "PARSE_SYNTAX_ERROR"), ("SELECT 1/0", "DIVIDE_BY_ZERO"),
                                ("SELECT sqlite_version()", "UNRESOLVED_ROUTINE"),
                                ("SELECT CAST('x' AS INT)", "CAST_INVALID_INPUT")):
            answer = self.ask(statement)
            self.assertEqual(answer.status.state, StatementState.FAILED, statement)
            self.assertIn(f"[{code}", answer.status.error.message)

    def test_what_users_send(self):
        files = self.rows("SELECT count(*), max(create_time) FROM cloud_files_state(TABLE(main.bronze.orders)) WHERE "
                          "commit_time IS NOT NULL")
        self.assertGreater(int(files[0][0]), 100)
        pipeline = world.pipeline_id("primary", "orders")
        metrics = self.rows(f"SELECT timestamp, details:flow_progress.metrics.num_output_rows::BIGINT AS n FROM "
                            f"event_log('{pipeline}') WHERE event_type = 'flow_progress' AND level = 'METRICS' ORDER BY "
                            "timestamp DESC LIMIT 5")
        self.assertEqual(len(metrics), 5)
        self.assertTrue(all(int(row[1]) > 0 for row in metrics))
        history = self.ask("DESCRIBE HISTORY main.gold.orders LIMIT 3")
        self.assertEqual([column.name for column in history.manifest.schema.columns][:3],
                         ["version", "timestamp", "userId"])
        self.assertEqual(len(history.result.data_array), 3)
        self.assertEqual(self.rows("DESCRIBE DETAIL main.gold.orders")[0][0], "delta")
        days = self.rows("LIST 's3://acme-landing-us-east-1/orders/'")
        self.assertTrue(all(row[1].startswith("dt=") for row in days))

    def test_wrong_requests_are_refused(self):
        with self.assertRaises(InvalidParameterValue):
            self.ask("SELECT 1", wait_timeout="3s")
        with self.assertRaises(NotFound):
            self.client.statement_execution.execute_statement("SELECT 1", "0000000000000000")
        with self.assertRaises(NotFound):
            self.client.statement_execution.get_statement("00000000-0000-0000-0000-000000000000")


class Warehouses(unittest.TestCase):
    def setUp(self):
        self.client = world.client()

    def test_a_warehouse_is_made_edited_started_stopped_and_deleted(self):
        name = world.fresh("lab")
        made = self.client.warehouses.create(name=name, cluster_size="Small", auto_stop_mins=15, max_num_clusters=2,
                                             warehouse_type=CreateWarehouseRequestWarehouseType.PRO).result(timeout=TIMEOUT)
        self.assertEqual((made.state, made.auto_stop_mins, made.max_num_clusters), (State.RUNNING, 15, 2))
        self.client.warehouses.edit(made.id, name=name, cluster_size="Medium").result(timeout=TIMEOUT)
        self.assertEqual(self.client.warehouses.get(made.id).cluster_size, "Medium")
        self.assertEqual(self.client.warehouses.stop(made.id).result(timeout=TIMEOUT).state, State.STOPPED)
        self.assertEqual(self.client.warehouses.start(made.id).result(timeout=TIMEOUT).state, State.RUNNING)
        self.assertIn(made.id, [warehouse.id for warehouse in self.client.warehouses.list()])
        self.client.warehouses.delete(made.id)
        with self.assertRaises(NotFound):
            self.client.warehouses.get(made.id)

    def test_a_statement_wakes_a_stopped_warehouse(self):
        warehouse = world.warehouse_id("secondary")
        self.client.warehouses.stop_and_wait(warehouse, timeout=TIMEOUT)
        with world.slowly():
            answer = self.client.statement_execution.execute_statement("SELECT 1", warehouse, wait_timeout="0s")
            self.assertEqual(answer.status.state, StatementState.PENDING)
            self.assertEqual(self.client.warehouses.get(warehouse).state, State.STARTING)
        wait_for(lambda: self.client.statement_execution.get_statement(answer.statement_id).status.state
                 == StatementState.SUCCEEDED, 30, "SUCCEEDED")

    def test_wrong_settings_are_refused(self):
        with self.assertRaises(InvalidParameterValue):
            self.client.warehouses.create(name=world.fresh("wrong"), cluster_size="Enormous")
        with self.assertRaises(InvalidParameterValue):
            self.client.warehouses.create(name=world.fresh("wrong"), cluster_size="Small", auto_stop_mins=3)
